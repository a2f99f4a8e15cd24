// Words that say nothing about what a text is about, by language. Which language a text has is told by which of the
// lists it uses most.

const LISTS: Readonly<Record<string, string>> = {
  en: "a about above after again against all also am an and any are aren't as at be because been before being below between both but by can cannot could did do does doing don't down during each few for from further had has have having he her here hers him his how i if in into is it its itself just me more most my no nor not now of off on once only or other our ours out over own same she should so some such than that the their theirs them then there these they this those through to too under until up upon us very was we were what when where which while who whom why will with within without would you your yours",
  de: 'aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei bin bis bist da damit dann das dass dein deine dem den der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch euer für gegen habe haben hat hatte hatten hier hin hinter ich ihm ihn ihr ihre im in ist ja jede jedem jeden jeder jedes kann kein keine können man mehr mein meine mich mir mit nach nicht nichts noch nun nur ob oder ohne sehr sein seine selbst sich sie sind so über um und uns unser unter vom von vor war waren was weil welche wenn wer werden wie wieder will wir wird wo zu zum zur zwar zwischen',
  fr: "à ai au aucun aussi autre aux avec avoir c'est ce ces cet cette ceux chaque comme d dans de des donc dont du elle elles en encore entre est et étaient était être eu fait il ils j je l la le les leur leurs lui m ma mais me même mes moi mon n ne ni nos notre nous on ont ou où par pas peu plus pour pourquoi qu quand que quel quelle qui s sa sans se ses si son sont sous sur t ta te tes toi ton tous tout toute très tu un une vos votre vous y",
  es: 'a al algo ante antes aquel como con contra cual cuando de del desde donde durante e el ella ellas ellos en entre era eran es esa ese eso esta está están este esto estos fue fueron ha había han hasta hay la las le les lo los más me mi mis mucho muy nada ni no nos nosotros o otra otro para pero poco por porque que quien se ser si sin sobre son su sus también tan te tiene todo todos tu un una uno unos y ya yo',
  it: 'a ad agli ai al alla alle allo anche avere c che chi ci come con contro cui da dagli dai dal dalla dei degli del della delle dello di dove e è ed era erano essere fra gli ha hanno ho i il in io l la le lei li lo loro lui ma me mi mia mio molto ne negli nei nel nella no noi non nostro o per perché più quale quando quella quello questa questo qui se sei si sia siamo sono sta su sua sue sugli sui sul sulla suo te ti tra tu tutti tutto un una uno vi voi',
  pt: 'a à ao aos aquela aquele as até com como da das de dela dele deles do dos e é ela elas ele eles em entre era eram essa esse esta está este eu foi foram há isso isto já lhe mais mas me mesmo meu minha muito na não nas nem no nos nós nossa nosso num numa o os ou para pela pelo por qual quando que quem se sem ser seu seus só sua suas também te tem têm tu um uma você vocês',
  nl: 'aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een en er ge geen haar had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat ons ook op over reeds te tegen toch toen tot u uit uw van veel voor want was wat we wel werd wezen wie wij wil worden wordt zal ze zelf zich zij zijn zo zonder zou',
  pl: 'a aby albo ale ani bardzo bez bo był była było były być ci co czy dla do go gdy gdzie i ich ile im inny ja jak jako je jego jej jest jestem jeszcze jeśli już każdy kiedy kto który która które lub ma mam mi mnie może mu my na nad nam nas nasz nic nie nich nim niż o od on ona one oni oraz po pod poza przed przez przy się są swój ta tak także tam te tego tej ten też to tu ty tych tylko tym u w we wszystko z za ze że',
  ru: 'а без бы был была были было быть в вам вас весь во вот все всё вы где да даже для до его ее её если есть еще ещё же за здесь и из или им их к как ко когда кто ли меня мне может мы на над нас наш не него нее нет ни них но ну о об он она они оно от очень по под при с сам свой себя со так также там те тебя то тобой того тоже только том ты у уже хотя чего чем что чтобы эта эти это этот я',
  tr: 'ama ancak aslında bana bazı belki ben beni benim bir biri birkaç biz bize bu buna bunda bunu bunun burada çok çünkü da daha de defa değil diye en gibi hangi hatta hem hep hepsi her hiç için ile ise işte kadar ki kim kimse mı mi mu mü nasıl ne neden nerede niye o olan olarak oldu olduğu on ona onlar onu onun sen siz sonra şey şu tüm ve veya ya yani',
  sv: 'alla allt att av blev bli blir de dem den denna deras dess dessa det detta dig din ditt du där då efter ej eller en er ett från för ha hade han hans har henne hennes hon honom hur här i icke ingen inom inte jag ju kan kunde man med mellan men mig min mitt mot mycket ni nu när någon något några och om oss på samma sedan sig sin sina själv skulle som så till under upp ut utan vad var vara varför vem vi vid vilken än är åt över',
  da: 'ad af alle alt anden at blev blive bliver da de dem den denne der deres det dette dig din disse dog du efter eller en end er et for fra ham han hans har havde have hende hendes her hos hun hvad hvis hvor i ikke ind jeg jer jo kunne man mange med meget men mig min mine mit mod ned noget nogle nu når og også om op os over på selv sig sin sine skal skulle som sådan thi til ud under var vi vil ville vor være været',
  no: 'alle at av både bare begge ble bli blir da de deg dem den denne der deres det dette din disse ditt du eller en er et etter for fordi fra før ha hadde han hans har henne hennes her hun hva hvem hver hvilken hvis hvor hvordan i ikke ingen inn ja jeg kan kom kun kunne man mange med meg meget mellom men mer min mitt mot mye ned nei noe noen nå når og også om opp oss over på samme seg selv si sin sitt skal skulle slik som så til ut uten vært var ved vi vil ville å',
  fi: 'ei eivät emme en et ette että hän hänen he heidän heitä ilman itse ja jo johon jos joka jonka jossa jota jotka kanssa keitä ken kuin kuka kun koska me meidän mikä miksi minkä minun minä missä mitä mukaan mutta myös ne niiden niin noin nuo nyt näin nämä ole olemme olen olet oli olivat ollut on ovat poikki sekä se sen siinä sillä sinun sinä sitä tai te teidän tämä tämän tässä tätä vaan vai vain vaikka voi yli',
  ar: 'في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين هو هي هم نحن أنا أنت كان كانت يكون لا ما لم لن قد كل بعض غير بين حتى إذا أو و ثم أن إن لأن كما عند بعد قبل حيث أي له لها به بها فيه فيها منه منها',
};

const stopWords = new Map(
  Object.entries(LISTS).map(([language, words]) => [language, new Set(words.split(' '))]),
);
/** Words that are looked at to tell the language. */
const SAMPLE = 2000;

/** The stop words of a language; `auto` = that of the words; English where there is no list. */
export function stopWordsOf(language: string, words: readonly string[]): ReadonlySet<string> {
  const known = stopWords.get(language === 'auto' ? languageOf(words) : language);
  return known ?? stopWords.get('en')!;
}

function languageOf(words: readonly string[]): string {
  let [best, most] = ['en', 0];
  const sample = words.slice(0, SAMPLE);
  for (const [language, list] of stopWords) {
    const count = sample.filter((word) => list.has(word)).length;
    if (count > most) [best, most] = [language, count];
  }
  return best;
}

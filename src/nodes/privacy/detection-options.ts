import { defineNode, pin } from '../../engine/index.js';
import { readIfAny } from '../read-if-any.js';
import { type Flag, optionsFrom, optionsPin } from './options.js';

const flag = (title: string, what: string) =>
  pin.boolean(title, `Whether to look for ${what}.`, { default: true });

const inputs = {
  email: flag('Email', 'e-mail addresses'),
  phone: flag('Phone', 'telephone numbers'),
  url: flag('URL', 'web addresses'),
  ip_address: flag('IP Address', 'addresses of computers'),
  credit_card: flag('Credit Card', 'numbers of credit cards'),
  iban: flag('IBAN', 'numbers of bank accounts'),
  vat_eu: flag('EU VAT', 'VAT numbers of the European Union'),
  ssn: flag('US SSN', 'social security numbers of the United States'),
  german_tax_id: flag('German Tax ID', 'tax numbers of people in Germany'),
  ahv_swiss: flag('Swiss AHV', 'social security numbers of Switzerland'),
  svnr_austria: flag('Austrian SVNR', 'social security numbers of Austria'),
  passport: flag('Passport', 'numbers of passports'),
  drivers_license: flag("Driver's License", 'numbers of driving licences'),
  address_us: flag('US Address', 'streets in the way of the United States'),
  address_de: flag('German Address', 'streets in the way of Germany'),
  postcode_uk: flag('UK Postcode', 'postcodes of the United Kingdom'),
  postcode_de: flag('German PLZ', 'postcodes of Germany, which are any five digits'),
  date: flag('Date', 'dates'),
} satisfies Record<Flag, unknown>;

export const detectionOptions = defineNode({
  name: 'processing_pii_detection_options',
  title: 'PII Detection Options',
  doc: 'Says which kinds of personal data to look for.',
  category: 'Processing/Privacy',
  inputs,
  outputs: { options: optionsPin('Options', 'The choice.') },
  bind: ({ inputs: flags, outputs: { options } }) => {
    return (at) =>
      options.write(
        at,
        optionsFrom((name) => readIfAny(at, flags[name]) ?? true),
      );
  },
});

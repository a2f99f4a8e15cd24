{{/* Secret variables a role reads, separated by commas; migrations need the database alone, and only the API signs tokens. Takes (list context role). */}}
{{- define "flow-like.secretNames" -}}
{{- $context := index . 0 -}}
{{- if eq (index . 1) "migrate" -}}
DATABASE_URL
{{- else if eq (index . 1) "worker" -}}
DATABASE_URL,REDIS_URL,SECRET_KEYS
{{- else -}}
DATABASE_URL,REDIS_URL,SECRET_KEYS,TOKEN_KEYS{{ if $context.Values.secrets.oauthProviders }},OAUTH_PROVIDERS{{ end }}
{{- end -}}
{{- end -}}

{{/* Where a variable is kept, as YAML: {name, key}. Takes (list context variable role). */}}
{{- define "flow-like.secretRef" -}}
{{- $context := index . 0 -}}
{{- $variable := index . 1 -}}
{{- $secrets := $context.Values.secrets -}}
{{- $ref := index $secrets.refs $variable -}}
{{- $name := include "flow-like.fullname" $context -}}
{{- if $ref -}}
name: {{ $ref.name }}
key: {{ $ref.key }}
{{- else -}}
{{- if $secrets.existingSecret -}}
{{- $name = $secrets.existingSecret -}}
{{- else if $secrets.externalSecret.enabled -}}
{{- $name = printf "%s-external" $name -}}
{{- else if and (eq (index . 2) "migrate") (eq (include "flow-like.migrationMode" $context) "hook") -}}
{{- /* The hook runs before the chart's own Secret is there. */ -}}
{{- $name = printf "%s-migrate" $name -}}
{{- end -}}
name: {{ $name }}
key: {{ $variable }}
{{- end -}}
{{- end -}}

{{/* Whether the chart keeps a variable itself. Takes (list context variable). */}}
{{- define "flow-like.isOwnSecret" -}}
{{- $secrets := (index . 0).Values.secrets -}}
{{- if not (or $secrets.existingSecret $secrets.externalSecret.enabled (index $secrets.refs (index . 1))) }}true{{ end -}}
{{- end -}}

{{- define "flow-like.databaseUrl" -}}
{{- if .Values.dev.enabled -}}
{{- printf "postgres://flow_like:%s@%s-postgres:5432/flow_like" (include "flow-like.devPassword" .) (include "flow-like.fullname" .) -}}
{{- else -}}
{{- .Values.database.url -}}
{{- end -}}
{{- end -}}

{{- define "flow-like.redisUrl" -}}
{{- if .Values.dev.enabled -}}
{{- printf "redis://:%s@%s-redis:6379" (include "flow-like.devPassword" .) (include "flow-like.fullname" .) -}}
{{- else -}}
{{- .Values.redis.url -}}
{{- end -}}
{{- end -}}

{{/* What was generated at the first install is kept: losing SECRET_KEYS would lose what it encrypted. Takes (list context key fresh-value). */}}
{{- define "flow-like.kept" -}}
{{- $context := index . 0 -}}
{{- $there := lookup "v1" "Secret" $context.Release.Namespace (include "flow-like.fullname" $context) -}}
{{- $value := index (default dict (default dict $there).data) (index . 1) -}}
{{- if $value }}{{ b64dec $value }}{{ else }}{{ index . 2 }}{{ end -}}
{{- end -}}

{{/* One password within one rendering, the same one at every upgrade. */}}
{{- define "flow-like.devPassword" -}}
{{- if not (hasKey .Values.dev "password") -}}
{{- $_ := set .Values.dev "password" (include "flow-like.kept" (list . "DEV_PASSWORD" (randAlphaNum 32))) -}}
{{- end -}}
{{- .Values.dev.password -}}
{{- end -}}

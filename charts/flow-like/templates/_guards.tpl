{{/* Refuses combinations that could not work, all at once and by name. */}}
{{- define "flow-like.guards" -}}
{{- $faults := list -}}
{{- $v := .Values -}}
{{- $mode := include "flow-like.migrationMode" . -}}
{{- if $v.dev.enabled -}}
{{- if or $v.database.url $v.redis.url $v.secrets.existingSecret $v.secrets.externalSecret.enabled $v.secrets.refs -}}
{{- $faults = append $faults "dev.enabled brings Postgres, Redis and secrets of its own: leave out database.url, redis.url and secrets" -}}
{{- end -}}
{{- if or (gt (int (include "flow-like.replicas" (list . $v.api))) 1) $v.api.autoscaling.enabled -}}
{{- $faults = append $faults "dev.enabled is for trying it out: api.replicas must be 1, without autoscaling" -}}
{{- end -}}
{{- if ne $mode "init" -}}
{{- $faults = append $faults "dev.enabled needs migrations.mode init or auto: its Postgres comes with the pods" -}}
{{- end -}}
{{- if or $v.ingress.enabled $v.httpRoute.enabled -}}
{{- $faults = append $faults "dev.enabled runs jobs without credentials: no ingress or httpRoute may lead there" -}}
{{- end -}}
{{- else -}}
{{- if and (include "flow-like.isOwnSecret" (list . "DATABASE_URL")) (not $v.database.url) -}}
{{- $faults = append $faults "a database is required: secrets.existingSecret, secrets.refs.DATABASE_URL, database.url, or dev.enabled=true to try it out" -}}
{{- end -}}
{{- if and (include "flow-like.isOwnSecret" (list . "REDIS_URL")) (not $v.redis.url) -}}
{{- $faults = append $faults "a Redis is required: secrets.existingSecret, secrets.refs.REDIS_URL, redis.url, or dev.enabled=true to try it out" -}}
{{- end -}}
{{- end -}}
{{- if and $v.secrets.existingSecret $v.secrets.externalSecret.enabled -}}
{{- $faults = append $faults "secrets.existingSecret and secrets.externalSecret exclude each other" -}}
{{- end -}}
{{- if and $v.secrets.externalSecret.enabled (not $v.secrets.externalSecret.storeRef.name) -}}
{{- $faults = append $faults "secrets.externalSecret.storeRef.name is required" -}}
{{- end -}}
{{- if and $v.secrets.externalSecret.enabled (eq $mode "hook") -}}
{{- $faults = append $faults "migrations.mode hook runs before an ExternalSecret has brought its Secret: use job, init or auto" -}}
{{- end -}}
{{- if and $v.secrets.oauthProviders (include "flow-like.isOwnSecret" (list . "OAUTH_PROVIDERS")) -}}
{{- $faults = append $faults "secrets.oauthProviders needs a Secret that holds OAUTH_PROVIDERS: existingSecret, externalSecret or refs" -}}
{{- end -}}
{{- if and $v.ingress.enabled (not $v.ingress.host) -}}
{{- $faults = append $faults "ingress.host is required with ingress.enabled" -}}
{{- end -}}
{{- if and $v.httpRoute.enabled (not $v.httpRoute.parentRefs) -}}
{{- $faults = append $faults "httpRoute.parentRefs is required with httpRoute.enabled" -}}
{{- end -}}
{{- if and (or $v.ingress.enabled $v.httpRoute.enabled) (hasPrefix "http://localhost" $v.publicUrl) -}}
{{- $faults = append $faults "publicUrl must be the https address users reach, when ingress or httpRoute leads there" -}}
{{- end -}}
{{- with $v.api.autoscaling -}}
{{- if and .enabled (gt (int .minReplicas) (int .maxReplicas)) -}}
{{- $faults = append $faults "api.autoscaling.minReplicas must not exceed maxReplicas" -}}
{{- end -}}
{{- end -}}
{{- if not $v.workers -}}
{{- $faults = append $faults "workers needs at least one group: without, no job would ever run" -}}
{{- end -}}
{{- $least := 0 -}}
{{- range $name, $given := $v.workers -}}
{{- $group := include "flow-like.workerGroup" (list $ $given) | fromYaml -}}
{{- $scaling := $group.autoscaling -}}
{{- $replicas := include "flow-like.replicas" (list $ $group) | int -}}
{{- $least = add $least (ternary $replicas (int $scaling.minReplicas) (eq $scaling.type "none")) -}}
{{- if and $v.dev.enabled (or (gt $replicas 1) (ne $scaling.type "none")) -}}
{{- $faults = append $faults (printf "dev.enabled is for trying it out: workers.%s must have one replica, without autoscaling" $name) -}}
{{- end -}}
{{- if and (ne $scaling.type "none") (gt (int $scaling.minReplicas) (int $scaling.maxReplicas)) -}}
{{- $faults = append $faults (printf "workers.%s.autoscaling.minReplicas must not exceed maxReplicas" $name) -}}
{{- end -}}
{{- if and (eq $scaling.type "hpa") (lt (int $scaling.minReplicas) 1) -}}
{{- $faults = append $faults (printf "workers.%s.autoscaling.minReplicas must be 1 or more with hpa; only keda scales to 0" $name) -}}
{{- end -}}
{{- if and (eq $scaling.type "keda") (eq $scaling.keda.trigger "prometheus") (not $scaling.keda.prometheusAddress) -}}
{{- $faults = append $faults (printf "workers.%s.autoscaling.keda.prometheusAddress is required with the trigger prometheus" $name) -}}
{{- end -}}
{{- end -}}
{{- if and $v.workers (lt (int $least) 1) -}}
{{- $faults = append $faults "one group of workers must keep a pod: schedules, callbacks and what dead workers left are looked after by workers" -}}
{{- end -}}
{{- if $faults -}}
{{- fail (printf "These values can't work:\n  %s" (join "\n  " $faults)) -}}
{{- end -}}
{{- end -}}

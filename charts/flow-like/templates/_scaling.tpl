{{/* Up at once, down slowly: a pod that ends hands work back or makes clients reconnect. */}}
{{- define "flow-like.scalingBehavior" -}}
scaleUp:
  stabilizationWindowSeconds: 0
  policies:
    - {type: Percent, value: 100, periodSeconds: 30}
    - {type: Pods, value: 4, periodSeconds: 30}
  selectPolicy: Max
scaleDown:
  stabilizationWindowSeconds: 300
  policies:
    - {type: Percent, value: 20, periodSeconds: 60}
    - {type: Pods, value: 1, periodSeconds: 60}
  selectPolicy: Max
{{- end -}}

{{/* What KEDA looks at: runs a worker may take, and runs that are under way. Takes (list context group-name group). */}}
{{- define "flow-like.kedaTrigger" -}}
{{- $context := index . 0 -}}
{{- $scaling := (index . 2).autoscaling -}}
{{- if eq $scaling.keda.trigger "prometheus" -}}
type: prometheus
metricType: AverageValue
metadata:
  serverAddress: {{ $scaling.keda.prometheusAddress | quote }}
  query: {{ printf `sum(max by (state) (flow_like_queue_runs{state=~"ready|running",namespace=%q}))` $context.Release.Namespace | quote }}
  threshold: {{ $scaling.runsPerReplica | quote }}
{{- else -}}
type: postgresql
metricType: AverageValue
metadata:
  query: {{ include "flow-like.waitingRuns" . | quote }}
  targetQueryValue: {{ $scaling.runsPerReplica | quote }}
authenticationRef:
  name: {{ include "flow-like.fullname" $context }}-queue
{{- end -}}
{{- end -}}

{{/* Both parts walk partial indexes and stop early, however much waits. */}}
{{- define "flow-like.waitingRuns" -}}
SELECT (SELECT count(*) FROM (SELECT FROM runs WHERE status = 'queued' AND NOT parked LIMIT 20000) ready) + (SELECT count(*) FROM (SELECT FROM runs WHERE status = 'running' LIMIT 20000) running)
{{- end -}}

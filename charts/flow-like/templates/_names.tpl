{{- define "flow-like.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Short enough for the longest suffix. `helm install flow-like` gives flow-like, and so svc/flow-like-api. */}}
{{- define "flow-like.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "flow-like.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "flow-like.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels that never change: selectors. Takes (list context component). */}}
{{- define "flow-like.selector" -}}
{{- $context := index . 0 -}}
app.kubernetes.io/name: {{ include "flow-like.name" $context }}
app.kubernetes.io/instance: {{ $context.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* All labels. Takes (list context component). */}}
{{- define "flow-like.labels" -}}
{{- $context := index . 0 -}}
{{ include "flow-like.selector" . }}
app.kubernetes.io/version: {{ $context.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $context.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $context.Chart.Name $context.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* An image with the mirror before it. Takes (list context image). */}}
{{- define "flow-like.withRegistry" -}}
{{- $registry := (index . 0).Values.global.imageRegistry -}}
{{- if $registry }}{{ $registry | trimSuffix "/" }}/{{ end }}{{ index . 1 }}
{{- end -}}

{{- define "flow-like.image" -}}
{{- $image := .Values.image -}}
{{- $reference := printf "%s:%s" $image.repository (default .Chart.AppVersion $image.tag) -}}
{{- if $image.digest }}{{ $reference = printf "%s@%s" $image.repository $image.digest }}{{ end -}}
{{- include "flow-like.withRegistry" (list . $reference) -}}
{{- end -}}

{{- define "flow-like.serviceAccount" -}}
{{- printf "%s-%s" (include "flow-like.fullname" (index . 0)) (index . 1) -}}
{{- end -}}

{{/* Who executes runs; with isolated runs it may make Jobs. */}}
{{- define "flow-like.workerAccount" -}}
{{- ternary "dispatcher" "worker" .Values.isolated.enabled -}}
{{- end -}}

{{- define "flow-like.migrationMode" -}}
{{- if ne .Values.migrations.mode "auto" }}{{ .Values.migrations.mode }}
{{- else if .Values.dev.enabled }}init
{{- else if .Values.secrets.externalSecret.enabled }}job
{{- else }}hook
{{- end -}}
{{- end -}}

{{/* A group of workers: its own values over the defaults, as YAML. Takes (list context group). */}}
{{- define "flow-like.workerGroup" -}}
{{- mergeOverwrite (deepCopy (index . 0).Values.workerDefaults) (default dict (index . 1)) | toYaml -}}
{{- end -}}

{{/* Pods of a component that is not scaled. Takes (list context values). */}}
{{- define "flow-like.replicas" -}}
{{- $given := (index . 1).replicas -}}
{{- if kindIs "invalid" $given }}{{ ternary 1 2 (index . 0).Values.dev.enabled }}{{ else }}{{ int $given }}{{ end -}}
{{- end -}}

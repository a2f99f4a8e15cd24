{{/* What every pod has. Takes (list context service-account). */}}
{{- define "flow-like.podBasics" -}}
{{- $context := index . 0 -}}
{{- $account := index . 1 -}}
serviceAccountName: {{ include "flow-like.serviceAccount" (list $context $account) }}
automountServiceAccountToken: {{ eq $account "dispatcher" }}
enableServiceLinks: false
securityContext: {{- $context.Values.podSecurityContext | toYaml | nindent 2 }}
{{- with $context.Values.global.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* Where pods of a component may be. Takes (list context component values). */}}
{{- define "flow-like.placement" -}}
{{- $values := index . 2 -}}
topologySpreadConstraints:
  {{- $selector := include "flow-like.selector" . }}
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- $selector | nindent 8 }}
  {{- end }}
{{- with $values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* Secrets as variables, or the files that hold them. Takes (list context role). */}}
{{- define "flow-like.secretEnv" -}}
{{- $context := index . 0 -}}
{{- $role := index . 1 -}}
{{- range $variable := splitList "," (include "flow-like.secretNames" .) }}
{{- if $context.Values.secrets.asFiles }}
- name: {{ $variable }}_FILE
  value: /run/secrets/flow-like/{{ $variable }}
{{- else }}
- name: {{ $variable }}
  valueFrom:
    secretKeyRef: {{- include "flow-like.secretRef" (list $context $variable $role) | nindent 6 }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Takes (list context role). */}}
{{- define "flow-like.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- if (index . 0).Values.secrets.asFiles }}
- name: secrets
  mountPath: /run/secrets/flow-like
  readOnly: true
{{- end }}
{{- end -}}

{{/* Takes (list context role). */}}
{{- define "flow-like.volumes" -}}
{{- $context := index . 0 -}}
{{- $role := index . 1 -}}
- name: tmp
  emptyDir:
    sizeLimit: 1Gi
{{- if $context.Values.secrets.asFiles }}
- name: secrets
  projected:
    defaultMode: 288 # 0440
    sources:
      {{- range $variable := splitList "," (include "flow-like.secretNames" .) }}
      {{- $ref := include "flow-like.secretRef" (list $context $variable $role) | fromYaml }}
      - secret:
          name: {{ $ref.name }}
          items:
            - key: {{ $ref.key }}
              path: {{ $variable }}
      {{- end }}
{{- end }}
{{- end -}}

{{/* What a migration is told; it reads no ConfigMap, for as a hook it runs before there is one. */}}
{{- define "flow-like.migrateContainer" -}}
name: migrate
image: {{ include "flow-like.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
args: [migrate]
env:
  - name: NODE_ENV
    value: {{ include "flow-like.nodeEnv" . }}
  - name: PUBLIC_URL
    value: {{ .Values.publicUrl | quote }}
  {{- include "flow-like.secretEnv" (list . "migrate") | nindent 2 }}
securityContext: {{- .Values.containerSecurityContext | toYaml | nindent 2 }}
resources: {{- .Values.migrations.resources | toYaml | nindent 2 }}
volumeMounts: {{- include "flow-like.volumeMounts" (list . "migrate") | nindent 2 }}
{{- end -}}

{{/* Puts the demo apps in place; many may do so at once. */}}
{{- define "flow-like.demoContainer" -}}
{{- $container := include "flow-like.migrateContainer" . | fromYaml -}}
{{- $_ := unset $container "args" -}}
{{- $name := dict "name" "demo" "command" (list "node" "dist/cli/seed-demo.js") -}}
{{- merge $name $container | toYaml -}}
{{- end -}}

{{- define "flow-like.initContainers" -}}
{{- if eq (include "flow-like.migrationMode" .) "init" }}
initContainers:
  - {{- include "flow-like.migrateContainer" . | nindent 4 }}
  {{- if and .Values.dev.enabled .Values.dev.demo }}
  - {{- include "flow-like.demoContainer" . | nindent 4 }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "flow-like.nodeEnv" -}}
{{- ternary "development" "production" .Values.dev.enabled -}}
{{- end -}}

{{/* Before a pod ends: the kubelet waits by itself from 1.30 on. Takes (list context seconds). */}}
{{- define "flow-like.preStop" -}}
{{- if semverCompare ">=1.30.0-0" (index . 0).Capabilities.KubeVersion.Version -}}
sleep:
  seconds: {{ index . 1 }}
{{- else -}}
exec:
  command: [sleep, {{ index . 1 | quote }}]
{{- end -}}
{{- end -}}

{{/* The container of API and workers but for its name and what differs. Takes (list context role values). */}}
{{- define "flow-like.serverContainer" -}}
{{- $context := index . 0 -}}
{{- $role := index . 1 -}}
{{- $values := index . 2 -}}
image: {{ include "flow-like.image" $context }}
imagePullPolicy: {{ $context.Values.image.pullPolicy }}
args: [{{ $role }}]
envFrom:
  - configMapRef:
      name: {{ include "flow-like.fullname" $context }}
env:
  - name: SHUTDOWN_GRACE_MS
    value: {{ mul $values.gracePeriodSeconds 1000 | quote }}
  {{- if eq $role "worker" }}
  - name: RUN_CONCURRENCY
    value: {{ $values.concurrency | quote }}
  {{- end }}
  {{- include "flow-like.secretEnv" (list $context $role) | nindent 2 }}
  {{- range $name, $value := $values.config }}
  - name: {{ $name }}
    value: {{ $value | quote }}
  {{- end }}
  {{- with $context.Values.extraEnv }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
ports:
  - name: http
    containerPort: 8080
  - name: metrics
    containerPort: 9090
startupProbe:
  httpGet: {path: /health/startup, port: http}
  periodSeconds: 2
  failureThreshold: 150
  timeoutSeconds: 3
livenessProbe:
  httpGet: {path: /health/live, port: http}
  periodSeconds: 10
  failureThreshold: 6
  timeoutSeconds: 5
readinessProbe:
  httpGet: {path: /health/ready, port: http}
  periodSeconds: 5
  failureThreshold: 2
  timeoutSeconds: 3
securityContext: {{- $context.Values.containerSecurityContext | toYaml | nindent 2 }}
resources: {{- $values.resources | toYaml | nindent 2 }}
volumeMounts:
  {{- include "flow-like.volumeMounts" (list $context $role) | nindent 2 }}
  {{- with $context.Values.extraVolumeMounts }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{/* What makes pods start anew: changed settings and secrets. */}}
{{- define "flow-like.checksums" -}}
checksum/config: {{ include (print .Template.BasePath "/configmap.yaml") . | sha256sum }}
checksum/secrets: {{ list .Values.secrets (include "flow-like.databaseUrl" .) (include "flow-like.redisUrl" .) | toJson | sha256sum }}
{{- end -}}

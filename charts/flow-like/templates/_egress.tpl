{{- define "flow-like.egressDns" -}}
- ports:
    {{- range .Values.networkPolicy.dnsPorts }}
    - {protocol: UDP, port: {{ . }}}
    - {protocol: TCP, port: {{ . }}}
    {{- end }}
{{- end -}}

{{- define "flow-like.egressDatabase" -}}
- ports:
    - {protocol: TCP, port: {{ .Values.networkPolicy.databasePort }}}
  {{- with .Values.networkPolicy.databaseTo }}
  to: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "flow-like.egressRedis" -}}
- ports:
    - {protocol: TCP, port: {{ .Values.networkPolicy.redisPort }}}
  {{- with .Values.networkPolicy.redisTo }}
  to: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "flow-like.egressApi" -}}
- ports:
    - {protocol: TCP, port: http}
  to:
    - podSelector:
        matchLabels: {{- include "flow-like.selector" (list . "api") | nindent 10 }}
{{- end -}}

{{/* The public internet, without what stands beside the server: boards must not reach it. */}}
{{- define "flow-like.egressPublic" -}}
- ports:
    {{- range .Values.networkPolicy.publicPorts }}
    - {protocol: TCP, port: {{ . }}}
    {{- end }}
  to:
    - ipBlock:
        cidr: 0.0.0.0/0
        except: {{- toYaml .Values.networkPolicy.notPublic | nindent 10 }}
    - ipBlock:
        cidr: 2000::/3
{{- end -}}

#include "forecast/load/text/column_names.h"

const hc_column_names hc_column_name_lines[] = {
    {HC_ROLE_TIMESTAMP, HC_TIME_BY_EVIDENCE, HC_SURE_TIMESTAMPS "|" HC_OTHER_TIMESTAMPS},
    {HC_ROLE_DATE, HC_TIME_BY_EVIDENCE,
     "date|row_date|day|calendar date|call date|start date|date from|from date|report date|"
     "interval date|business date|ticket created date|created "
     "date|日付|일자|날짜|기준일|기준일자|통화일자|년월일"},
    {HC_ROLE_TIME, HC_TIME_BY_EVIDENCE,
     "time|starttime|start time|time of day|interval|interval start|interval start time|"
     "time interval|period|half hour|hour|start|from|start hour|hour of day|call hour|"
     "ticket created hour|created hour|time from|from time|interval from|interval starting|"
     "time slot|slot|時間帯|時刻|시간|시간대|시각|시작시간|간격 시작 시간"},
    {HC_ROLE_END, HC_TIME_BY_EVIDENCE,
     "interval end|interval end time|end interval|end time|end|period end|interval ending|"
     "period ending|half hour ending|hour ending|time to|to|until|간격 종료 "
     "시간|종료시간"},
    {HC_ROLE_CALL, HC_TIME_BY_EVIDENCE,
     "call id|interaction id|contact id|conversation id|unique id|history id|call sid|"
     "ticket id|ticket number|case id|case number|chat id|id"},
    {HC_ROLE_DIRECTION, HC_TIME_BY_EVIDENCE, HC_DIRECTIONS "|" HC_DIRECTION_OR_OUTCOME},
    {HC_ROLE_ANSWERED_AT, HC_TIME_BY_EVIDENCE,
     "answered at|time answered|answer time|answered time|connect time|"
     "connected to agent timestamp"},
    {HC_ROLE_OUTCOME, HC_TIME_BY_EVIDENCE,
     "completion status|call status|call result|call outcome|outcome|status|result|"
     "contact status|interaction status|conversation status|final status|call disposition|"
     "anrufstatus|anrufergebnis|gesprächsstatus|ergebnis|statut de l'appel|statut appel|"
     "statut|résultat|estado de la llamada|estado llamada|estado|resultado|stato chiamata|"
     "stato|esito|status da chamada|uitkomst|resultaat|통화상태|통화결과|호상태|호결과|"
     "응답여부|응대여부|상태|결과|ステータス|結果"},
    {HC_ROLE_AGENT, HC_TIME_BY_EVIDENCE,
     "agent|agent name|agent id|answered by|handled by|상담원|상담원명|상담사|상담사명"},
    {HC_ROLE_QUEUE, HC_TIME_BY_EVIDENCE,
     "queue|queue name|csq name|csq 이름|csq|skill|skill name|skillset|split|split/skill|split "
     "name|"
     "call type|campaign|service|ct name|ct|ring groups|ivr destination group name|ring "
     "group|큐|큐명|스킬|스킬명|스킬그룹|대기열|상담그룹|업무|업무그룹|"
     "서비스|call queue|queue/skill|acd queue|acd group|skill group|skill combination|hunt "
     "group|"
     "workgroup|work group|call group|agent group|group name|group|vdn name|vdn|department|"
     "キュー|スキル|queue id"},
    {HC_ROLE_CHANNEL, HC_TIME_BY_EVIDENCE, "channel|channel type|media type|media|채널|매체"},
    {HC_ROLE_SITE, HC_TIME_BY_EVIDENCE,
     "site|site name|location|centre|center|지점|센터|사이트|거점"},
    {HC_ROLE_REASON, HC_TIME_BY_EVIDENCE,
     "reason|contact reason|call reason|reason code|issue type|topic|disposition|상담유형|"
     "문의유형|문의사유"},
    {HC_ROLE_COMPLETE, HC_TIME_BY_EVIDENCE, "interval complete"},
    {HC_ROLE_VOLUME, HC_TIME_BY_EVIDENCE,
     "volume|offered|calls offered|contacts offered|interactions offered|offer|"
     "incoming contact volume|contacts queued|calls queued|queued calls|calls "
     "presented|presented|calls|contacts|"
     "arrivals|incoming|tasks created|inbound calls|incalls|total "
     "calls|count|연결요청|요청호|상담요청|총콜수|"
     "인입호|인입호수|인입콜|인입|총인입호|총인입|걸려온 통화|콜수|통화수|접수호|"
     "offered calls|offered contacts|total offered|acd offered|noffered|calls received|"
     "received calls|num calls|inbound volume|inbound vol|vol|contacts received|interactions "
     "received|calls entered|calls count|"
     "call count|number of calls|no of calls|call volume|contact volume|inflow contacts|"
     "inbound contacts|inbound interactions|total contacts|total interactions|actual calls|"
     "actual contacts|actual volume|received|entered|inbound|interactions|conversations|chats|"
     "tickets created|new tickets|tickets|cases|queued|inbound calls offered|"
     "nentered|nenteredacd|inbound offered|inbound calls presented|inbound calls received|ib "
     "calls offered|"
     "ib offered|ib calls|i/b calls|calls in|contacts in|nco|着信数|入電数"},
    {HC_ROLE_HANDLED, HC_TIME_BY_EVIDENCE,
     "handled|answered|calls handled|calls answered|contacts handled|interactions handled|"
     "handled calls|answered calls|acdcalls|acd calls|answer|reservations accepted|tasks "
     "completed|응대호|응답호|응대호수|응답호수|"
     "응대콜|응대|응답|처리된 통화|처리호|accepted|calls accepted|accepted calls|"
     "contacts handled incoming|handled contacts|answered contacts|total handled|nansweredacd|"
     "total answered|acd answered|nanswered|nconnected|connected|served|"
     "inbound calls handled|inbound calls answered|inbound handled|inbound answered|"
     "ib calls handled|ib calls answered|ib handled|ib answered|nch|calls ans|calls "
     "ansd|応答数"},
    {HC_ROLE_ABANDONED, HC_TIME_BY_EVIDENCE,
     "abandoned|abandons|abandon|calls abandoned|abandoned in queue calls|abandoned "
     "calls|contacts abandoned|abncalls|"
     "aban calls|tasks canceled|포기호|포기호수|포기콜|포기|취소된 "
     "통화|이탈호|abandoned count|abandon count|abandoned contacts|total abandoned|"
     "total abandons|nabandon|nabandoned|nabandonedacd|lost calls|lost|inbound calls abandoned|"
     "inbound abandoned|ib calls abandoned|ib abandoned|aband|calls aband|calls abnd|放棄数"},
    {HC_ROLE_IN_TARGET, HC_TIME_BY_EVIDENCE,
     "in target|answered in target|answered within target|acceptable|acceptable calls|"
     "answered in sl|calls in sl|service level calls|contacts in service level|목표내응답|"
     "20초이내응답"},
    {HC_ROLE_SERVICE_LEVEL, HC_TIME_BY_EVIDENCE,
     "service level|service level %|sl|sl %|% within service level|service level 20 seconds|"
     "service level 30 seconds|service level 60 seconds|sl pct|sla|sla %|서비스레벨"},
    {HC_ROLE_RESOLVED, HC_TIME_BY_EVIDENCE,
     "resolved|resolved first contact|first contact resolved|resolved first call|fcr calls|"
     "fcr contacts|1차해결|1차해결호"},
    {HC_ROLE_FCR, HC_TIME_BY_EVIDENCE,
     "fcr|fcr %|first contact resolution|first call resolution|1차해결율|1차해결률|1차처리율"},
    {HC_ROLE_UNRESOLVABLE, HC_TIME_BY_EVIDENCE,
     "unresolvable|not resolvable|needs follow up|multi contact|1차해결불가"},
    {HC_ROLE_REPEATS, HC_TIME_BY_EVIDENCE,
     "repeats|repeat calls|repeat contacts|repeated calls|재인입|재인입호|재통화"},
    /* The rate goes first: "Transferred (%)" is no count. */
    {HC_ROLE_TRANSFER_RATE, HC_TIME_BY_EVIDENCE,
     "transfer rate|transfer %|transfer (%)|transferred %|transferred (%)|% transferred|"
     "transfers %|transfers (%)|percent transferred|transfer percentage|호전환율|이관율"},
    {HC_ROLE_TRANSFERRED, HC_TIME_BY_EVIDENCE,
     "transferred|transfers|calls transferred|transferred calls|contacts transferred|"
     "transferred contacts|interactions transferred|transferred out|transfers out|"
     "transfer out|calls transferred out|contacts transferred out|transfer count|transfer|"
     "호전환|호전환수|호전환건수|호전환호|호전환콜|이관|이관호|이관건수"},
    {HC_ROLE_COST, HC_TIME_BY_EVIDENCE, "cost|costs|total cost|비용|총비용"},
    {HC_ROLE_CSAT, HC_TIME_BY_EVIDENCE,
     "csat|csat score|satisfaction|customer satisfaction|만족도|고객만족도"},
    {HC_ROLE_CSAT_ANSWERS, HC_TIME_BY_EVIDENCE,
     "csat answers|csat surveys|csat responses|surveys|survey count|responses|설문수"},
    {HC_ROLE_CES, HC_TIME_BY_EVIDENCE,
     "ces|ces score|customer effort|customer effort score|고객노력지수"},
    {HC_ROLE_CES_ANSWERS, HC_TIME_BY_EVIDENCE, "ces answers|ces surveys|ces responses"},
    {HC_ROLE_PROMOTERS, HC_TIME_BY_EVIDENCE, "promoters|nps promoters|추천고객"},
    {HC_ROLE_PASSIVES, HC_TIME_BY_EVIDENCE, "passives|nps passives|중립고객"},
    {HC_ROLE_DETRACTORS, HC_TIME_BY_EVIDENCE, "detractors|nps detractors|비추천고객"},
    {HC_ROLE_CUSTOMERS, HC_TIME_BY_EVIDENCE,
     "customers|active customers|customers at start|고객수"},
    {HC_ROLE_CUSTOMERS_LOST, HC_TIME_BY_EVIDENCE,
     "customers lost|lost customers|churned|churned customers|cancellations|이탈고객|해지고객"},
    {HC_ROLE_CUSTOMERS_AGAIN, HC_TIME_BY_EVIDENCE,
     "repeat customers|returning customers|재구매고객"},
    {HC_ROLE_ORDERS, HC_TIME_BY_EVIDENCE, "orders|order count|purchases|주문수"},
    {HC_ROLE_REVENUE, HC_TIME_BY_EVIDENCE, "revenue|total revenue|매출|매출액"},
    {HC_ROLE_REVENUE_LOST, HC_TIME_BY_EVIDENCE,
     "revenue lost|lost revenue|churned revenue|이탈매출"},
    {HC_ROLE_AHT, HC_TIME_AVERAGE,
     "aht|average handle time|avg handle time|avg handle|avg hndl time|average handling time|"
     "mean handle time|avg handling time|avg processing time|average processing time|"
     "actual aht|aht actual|avg aht|average aht|handle time avg|inbound aht|ib "
     "aht|aht avg|handling time avg|平均処理時間|평균처리시간"},
    {HC_ROLE_TOTAL_HANDLE, HC_TIME_TOTAL,
     "total handle time|total handling time|handle time total|total handle|handle time sum|"
     "sum of handle time|thandle|총처리시간"},
    {HC_ROLE_TOTAL_HANDLE, HC_TIME_BY_EVIDENCE, "handle time|handling time|처리시간"},
    {HC_ROLE_TALK, HC_TIME_AVERAGE,
     "avg talk|avg talk time|avg leg talk time|avg call talk time|average talk time|avg acd "
     "time|talk time avg|talk avg|average "
     "talk|平均通話時間|평균통화시간"},
    {HC_ROLE_TALK, HC_TIME_TOTAL,
     "total talk time|talk time total|acdtime|total talk|ttalk|ttalkacd|총통화시간"},
    {HC_ROLE_TALK, HC_TIME_BY_EVIDENCE,
     "talk time|leg talk time|call talk time|duration (in call)|talk|talking|talking time|talk "
     "duration|talktime|billsec|통화시간"},
    {HC_ROLE_HOLD, HC_TIME_AVERAGE,
     "avg hold|avg hold time|average hold time|hold time avg|hold avg|평균보류시간"},
    {HC_ROLE_HOLD, HC_TIME_TOTAL,
     "total hold time|hold time total|total hold|theld|thold|tholdacd|총보류시간"},
    {HC_ROLE_HOLD, HC_TIME_BY_EVIDENCE, "hold time|hold|보류시간"},
    {HC_ROLE_ACW, HC_TIME_AVERAGE,
     "avg acw|avg acw time|acw avg|acw time avg|wrap time avg|average acw|average after call "
     "work|average after call work time|"
     "avg wrap|avg wrap up|avg wrap time|avg wrap up time|average wrap up time|"
     "average wrap time|average wrap up|average wrap|avg after call work|avg after call work "
     "time|"
     "average after contact work time|average acw time|平均後処理時間|평균후처리시간"},
    {HC_ROLE_ACW, HC_TIME_TOTAL,
     "total acw time|total acw|acw time total|total after call work|total wrap up time|"
     "total wrap time|tacw|tacwacd|총후처리시간"},
    {HC_ROLE_ACW, HC_TIME_BY_EVIDENCE,
     "acw time|acw|after call work|after call work time|wrap up time|call wrap up time|wrap "
     "time|wrap|wrap up|"
     "after talk|after talk time|after call|after contact work|after contact work time|"
     "후처리시간|후처리"},
    {HC_ROLE_WAIT, HC_TIME_AVERAGE,
     "asa|average speed of answer|avg speed of answer|avg speed ans|average speed answer|"
     "avg speed answer time|average queue answer time|avg time to answer|"
     "average time to answer|평균대기시간|평균응답시간"},
    {HC_ROLE_WAIT, HC_TIME_TOTAL,
     "anstime|answer wait time|total wait|total wait time|총대기시간"},
    {HC_ROLE_ABANDON_WAIT, HC_TIME_AVERAGE,
     "abandon wait|avg abandon time|average abandon time|avg aban time|avg time to abandon|"
     "average time to abandon|average wait of abandoned|평균포기시간"},
    {HC_ROLE_ABANDON_WAIT, HC_TIME_TOTAL,
     "abntime|total abandon time|total aban time|총포기시간"},
    {HC_ROLE_STAFFED, HC_TIME_TOTAL,
     "staffed|staffed time|logged in|logged in time|login time|on queue time|stafftime|"
     "ti_stafftime|로그인시간"},
    {HC_ROLE_PAID, HC_TIME_TOTAL,
     "paid|paid time|shift|shift time|scheduled|scheduled time|근무시간"},
    /* German, French, Spanish, Italian, Portuguese, Dutch. "Ø" is how German says average. */
    {HC_ROLE_DATE, HC_TIME_BY_EVIDENCE,
     "datum|tag|kalendertag|startdatum|datum von|jour|date de début|fecha|fecha inicio|"
     "fecha de inicio|día|giorno|data inizio|data|data início|dia|dag|begindatum"},
    {HC_ROLE_TIME, HC_TIME_BY_EVIDENCE,
     "uhrzeit|zeit|zeitraum|halbstunde|stunde|startzeit|von|uhrzeit von|zeit von|anfang|heure|"
     "heure de début|heure début|début|de|desde|tranche horaire|plage horaire|hora|"
     "hora inicio|hora de inicio|inicio|hora início|hora de início|início|ora inizio|inizio|"
     "franja horaria|franja|tramo horario|ora|fascia oraria|faixa "
     "horária|tijd|tijdstip|starttijd|begintijd|van|" HC_INTERVALS_ELSEWHERE},
    {HC_ROLE_END, HC_TIME_BY_EVIDENCE,
     "intervallende|ende intervall|ende|bis|endzeit|fin|hasta|fine|fim|einde|eindtijd|fin "
     "intervalle|fin de l'intervalle|fin de intervalo|"
     "fin del intervalo|fine intervallo|fim do intervalo|einde interval"},
    {HC_ROLE_QUEUE, HC_TIME_BY_EVIDENCE,
     "warteschlange|warteschlangenname|gruppe|anrufgruppe|fachbereich|abteilung|name der "
     "warteschlange|skillgruppe|hotline|kampagne|"
     "file d'attente|nom de la file|groupe|compétence|campagne|file|cola|grupo|nombre de la "
     "cola|campaña|coda|"
     "nome coda|fila|nome da fila|campanha|wachtrij|naam wachtrij"},
    {HC_ROLE_CHANNEL, HC_TIME_BY_EVIDENCE, "kanal|medientyp|canal|canale|kanaal"},
    {HC_ROLE_SITE, HC_TIME_BY_EVIDENCE, "standort|sede|vestiging"},
    {HC_ROLE_REASON, HC_TIME_BY_EVIDENCE, "anrufgrund|kontaktgrund|motif|motivo"},
    {HC_ROLE_VOLUME, HC_TIME_BY_EVIDENCE,
     "angebotene anrufe|anrufe angeboten|angebotene kontakte|angeboten|eingehende anrufe|"
     "anrufe gesamt|anrufvolumen|anrufe|kontakte|appels présentés|appels offerts|"
     "appels reçus|appels entrants|contacts reçus|nombre d'appels|appels|"
     "llamadas ofrecidas|llamadas recibidas|llamadas entrantes|ofrecidas|llamadas|contactos|"
     "chiamate offerte|chiamate ricevute|chiamate entranti|chiamate in ingresso|chiamate|"
     "chamadas oferecidas|chamadas recebidas|oferecidas|chamadas|aangeboden oproepen|"
     "aangeboden gesprekken|aangeboden|inkomende oproepen|inkomende gesprekken|oproepen"},
    {HC_ROLE_HANDLED, HC_TIME_BY_EVIDENCE,
     "angenommene anrufe|anrufe angenommen|angenommen|beantwortete anrufe|beantwortet|"
     "bearbeitete anrufe|bearbeitet|appels traités|appels répondus|appels décrochés|"
     "appels pris|traités|répondus|llamadas atendidas|atendidas|llamadas contestadas|"
     "contestadas|chiamate risposte|chiamate gestite|risposte|gestite|chamadas atendidas|"
     "beantwoorde oproepen|beantwoorde gesprekken|beantwoord|afgehandeld"},
    {HC_ROLE_ABANDONED, HC_TIME_BY_EVIDENCE,
     "verlorene anrufe|verloren|abgebrochene anrufe|abgebrochen|aufgelegt|"
     "appels abandonnés|appels perdus|abandonnés|llamadas abandonadas|abandonadas|"
     "chiamate abbandonate|abbandonate|chamadas abandonadas|verlaten oproepen|afgehaakt"},
    {HC_ROLE_SERVICE_LEVEL, HC_TIME_BY_EVIDENCE,
     "niveau de service|taux de service|nivel de servicio|livello di servizio|"
     "nível de serviço|serviceniveau"},
    {HC_ROLE_AHT, HC_TIME_AVERAGE,
     "ø bearbeitungszeit|durchschnittliche bearbeitungszeit|mittlere bearbeitungszeit|"
     "durchschn bearbeitungszeit|ø aht|dmt|durée moyenne de traitement|durée moyenne|tmo|tma|"
     "tiempo medio de operación|tiempo medio de gestión|tiempo promedio de atención|"
     "tempo medio di gestione|tempo médio de atendimento|gemiddelde afhandeltijd|"
     "gem afhandeltijd"},
    {HC_ROLE_TOTAL_HANDLE, HC_TIME_TOTAL,
     "gesamtbearbeitungszeit|bearbeitungszeit gesamt|durée totale de traitement|temps de "
     "traitement total|temps total de traitement|"
     "tiempo total de gestión|tempo totale di gestione"},
    {HC_ROLE_TOTAL_HANDLE, HC_TIME_BY_EVIDENCE,
     "bearbeitungszeit|durée de traitement|tiempo de gestión|tempo di gestione|afhandeltijd"},
    {HC_ROLE_TALK, HC_TIME_AVERAGE,
     "ø gesprächszeit|durchschnittliche gesprächszeit|ø gesprächsdauer|dmc|"
     "durée moyenne de communication|tiempo medio de conversación|"
     "tempo medio di conversazione|tempo médio de conversação|gemiddelde gesprekstijd"},
    {HC_ROLE_TALK, HC_TIME_BY_EVIDENCE,
     "gesprächszeit|gesprächsdauer|temps de conversation|temps de communication|"
     "tiempo de conversación|tempo di conversazione|gesprekstijd"},
    {HC_ROLE_HOLD, HC_TIME_BY_EVIDENCE, "haltezeit|temps de garde"},
    {HC_ROLE_ACW, HC_TIME_AVERAGE,
     "ø nachbearbeitungszeit|ø nachbearbeitung|durchschnittliche nachbearbeitungszeit"},
    {HC_ROLE_ACW, HC_TIME_BY_EVIDENCE,
     "nachbearbeitungszeit|nachbearbeitung|nacharbeitszeit|nacharbeit|temps de post appel|"
     "post appel|trabajo posterior|nabewerkingstijd|nawerktijd"},
    {HC_ROLE_WAIT, HC_TIME_AVERAGE,
     "ø wartezeit|durchschnittliche wartezeit|temps moyen d'attente|durée moyenne d'attente|"
     "tiempo medio de espera|tempo medio di attesa|tempo médio de espera|"
     "gemiddelde wachttijd"},
};
const size_t hc_column_name_line_count =
    sizeof hc_column_name_lines / sizeof hc_column_name_lines[0];

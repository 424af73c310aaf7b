/**
 * How one language forbids, has things asked first and frees from asking: far less than a
 * `PromptWording`, enough to see that a protection went, came or was turned round. Small patterns over
 * lower-case text, bounded as there.
 */
export interface ForeignWording {
  readonly language: string;
  /** Little words and words of orders that English does not have, whole words; none for own scripts. */
  readonly tells: string;
  /** Forbid wherever they stand in a clause. */
  readonly forbids: string;
  /** Leave, consent, a question: a gate together with `first`. */
  readonly leave: string;
  /** Before, only, must, required, wait. */
  readonly first: string;
  /** Gates by themselves. */
  readonly gates: string;
  /** Without a question, or none needed: frees, unless `forbids` or `not` stands in the clause too. */
  readonly frees: string;
  /** Turns `frees` into a gate: "not without asking". */
  readonly not: string;
  /** "Is allowed": says nothing of a question, though the words are alike. */
  readonly permits: string;
  /** "The following is forbidden" as a heading, in one or two words. */
  readonly forbiddenThings: string;
}

export const foreignWordings: readonly ForeignWording[] = [
  {
    language: 'de',
    tells:
      'der|das|und|ist|nicht|ein|eine|einen|für|mit|auf|werden|wird|oder|auch|bei|nur|vor|nie|niemals|keine|kein|keinen|immer|ohne|darf|dürfen|muss|müssen|bevor|vorher|erst|zuerst|wenn|nach|zu|im|zum|zur|du|sie|alle|verboten|untersagt',
    forbids:
      'niemals|nie|verboten|untersagt|unzulässig|vermeide\\w{0,2}|unterlass\\w{1,3}|keinesfalls|auf keinen fall|(?:darf|darfst|dürfen|soll|sollen|sollst) (?:\\S+ ){0,8}?(?:nicht|kein\\w{0,2})|^kein\\w{0,2} \\S+ (?:\\S+ ){0,6}?\\w+en|nicht (?:\\S+ ){0,3}?\\w+en$|^\\w+e (?:\\S+ ){0,5}?(?:nicht|kein\\w{0,2})',
    leave:
      '\\w{0,20}(?:bestätig|genehmig|zustimm|freigab|freigeb|erlaubnis|einverständnis|rückfrag|nachfrag|nachzufrag|abstimm)\\w{0,12}|fragen?|gefragt|fragst|frage nach|ok',
    first:
      'vor|vorher|bevor|zuerst|erst|zunächst|vorab|nur|muss|müssen|immer|stets|erforder\\w*|benötig\\w*|nötig|bedarf|bedürfen|warte\\w{0,2}|hol\\w{0,2}|einhol\\w*|bis',
    gates: 'frage? zuerst|erst fragen|nachfragen bevor|rücksprache',
    frees:
      'ohne (?:\\S+ ){0,3}?(?:rückfrage\\w*|nachfrage\\w*|nachzufragen|bestätigung|zustimmung|genehmigung|freigabe|erlaubnis|zu fragen)|kein\\w{0,2} (?:\\S+ ){0,2}?(?:rückfrage|nachfrage|bestätigung|zustimmung|genehmigung|freigabe|erlaubnis) (?:\\S+ ){0,3}?(?:nötig|erforderlich|notwendig)|(?:nicht|nie) (?:\\S+ ){0,3}?(?:nachfragen|zu fragen|fragen|rückfragen|bestätigt werden)',
    not: 'nicht|nie|niemals|kein\\w{0,2}|nichts|verboten|untersagt',
    permits: 'erlaubt|gestattet|zulässig',
    forbiddenThings: 'verboten\\w{0,2}|untersagt|verbote|tabu|niemals|nicht erlaubt',
  },
  {
    language: 'fr',
    tells:
      'le|les|des|et|est|une|pour|dans|sur|vous|ne|avec|pas|jamais|toujours|sans|avant|toute?|tous|aux|du|au|que|qui|il|faut|doit|être|si|interdit\\w{0,2}|demander|autorisé\\w{0,2}',
    forbids:
      "jamais|interdi(?:t|te|ts|tes|ction)|défense de|proscrit\\w{0,2}|(?:^|[,:] ?)(?:ne |n')\\S+(?: \\S+){0,2}? (?:pas|rien|aucun\\w{0,1})|^ne pas|pas (?:autoris|permis)\\p{L}*|pas le droit|éviter?|évitez",
    leave: '(?:confirm|approb|autoris|validation|accord|consent|permission|demand)[\\p{L}]*',
    first:
      "avant|d'abord|préalable|seulement|uniquement|qu'après|requise?|nécessaire|obligatoire|doit|toujours|attend\\w*|obten\\w*|exige\\w*|nécessite\\w*|jusqu\\S*",
    gates: 'demander? (?:\\S+ ){0,3}?avant|toujours demander',
    frees:
      "sans (?:\\S+ ){0,3}?(?:confirmation|approbation|autorisation|validation|accord|permission|demander)|(?:pas|jamais) (?:\\S+ ){0,2}?(?:demander|besoin (?:de |d')(?:confirmation|autorisation|validation|demander))|aucune (?:confirmation|autorisation|validation|approbation) (?:\\S+ ){0,2}?(?:requise|nécessaire)",
    not: "jamais|(?:ne|n') ?(?:\\S+ ){0,3}?pas|ne pas|aucun\\w{0,1}|rien|interdi\\w*|pas de",
    permits: '(?:est|sont) (?:autorisé|permis)\\p{L}*',
    forbiddenThings: 'interdi\\w*|jamais|à ne pas faire|défendu|proscrit\\w{0,2}',
  },
  {
    language: 'es',
    tells:
      'el|los|las|por|para|que|una|del|y|nunca|siempre|sin|antes|jamás|con|se|es|en|al|ni|debe|debes|está|prohibid[oa]s?|cualquier|usuario|solo|sólo|pregunta\\w{0,2}|lo|tu|hasta|si|hagas|ejecutes',
    forbids:
      'nunca|jamás|prohibid[oa]s?|prohibe|prohíbe|evita\\w{0,2}|no (?:está |están )?permitid[oa]s?|no (?:se )?(?:debe\\w{0,2}|puede\\w{0,2})|(?:^|[,:] ?)no (?!es|hay|está|se|necesi\\w*|hace|requie\\w*)\\p{L}+(?:e|es|as|a|en|an|er|ar|ir)',
    leave: '(?:confirm|aproba|aprueb|autoriz|permis|consent)\\p{L}*|pregunt\\p{L}*|consult\\p{L}*',
    first:
      'antes|primero|previ[oa]\\w?|solo|sólo|debe\\w{0,2}|siempre|requier\\p{L}*|necesari[oa]|obligatori[oa]|esper\\p{L}*|hasta|pide|pedir|solicita\\w?|explícit[oa]',
    gates: '(?:pregunta|preguntar|pide permiso) (?:\\S+ ){0,3}?antes',
    frees:
      'sin (?:\\S+ ){0,3}?(?:confirm\\p{L}*|aproba\\p{L}*|autoriza\\p{L}*|permiso|consent\\p{L}*|preguntar|consultar|respuesta)|no (?:es |hace |se )?(?:necesari\\w|necesit\\p{L}*|requier\\p{L}*|hace falta|falta) (?:\\S+ ){0,2}?(?:confirm\\p{L}*|aproba\\p{L}*|autoriza\\p{L}*|permiso|preguntar)|no (?:preguntes|pidas|consultes|esperes)',
    not: 'nunca|jamás|no|ni|prohibid[oa]s?|nada',
    permits: '(?:está|están) permitid[oa]s?',
    forbiddenThings: 'prohibi\\p{L}*|nunca|jamás|no hacer|no permitid[oa]s?',
  },
  {
    language: 'pt',
    tells:
      'não|uma|em|para|nunca|sempre|sem|antes|dos|das|pelo|pela|você|usuário|usuario|utilizador|deve|proibid[oa]s?|jamais|qualquer|apenas|quando|até|arquivos|ao|ou',
    forbids:
      'nunca|jamais|proibid[oa]s?|vedad[oa]s?|evite\\w?|não (?:é |são )?permitid[oa]s?|não (?:se )?(?:deve\\w{0,2}|pode\\w{0,2})|(?:^|[,:] ?)não (?!é|há|precisa|necess\\w*|requer)\\p{L}+',
    leave: '(?:confirm|aprov|autoriza|permiss|consent)\\p{L}*|pergunt\\p{L}*|consult\\p{L}*',
    first:
      'antes|primeiro|prévi[oa]|apenas|somente|deve\\w{0,2}|sempre|requer\\w*|necessári[oa]|obrigatóri[oa]|espere|aguard\\p{L}*|até|peça|pedir|solicit\\p{L}*',
    gates: '(?:pergunte|perguntar|peça permissão) (?:\\S+ ){0,3}?antes',
    frees:
      'sem (?:\\S+ ){0,3}?(?:confirm\\p{L}*|aprova\\p{L}*|autoriza\\p{L}*|permiss\\p{L}*|consent\\p{L}*|perguntar|consultar)|não (?:é |será )?(?:necessári[oa]|precisa\\w{0,2}|requer) (?:\\S+ ){0,2}?(?:confirm\\p{L}*|aprova\\p{L}*|autoriza\\p{L}*|permiss\\p{L}*|perguntar)|não (?:pergunte|peça|espere)',
    not: 'nunca|jamais|não|nem|proibid[oa]s?|nada',
    permits: '(?:é|são|está|estão) permitid[oa]s?',
    forbiddenThings: 'proibi\\p{L}*|nunca|jamais|não fazer|não permitid[oa]s?',
  },
  {
    language: 'it',
    tells:
      'il|gli|della|delle|che|è|una|mai|sempre|senza|prima|del|di|sono|deve|devi|vietat[oaie]|utente|solo|qualsiasi|nel|nella|chiedi|chiedere|questo',
    forbids:
      '(?<!più che )mai|vietat[oaie]|proibit[oaie]|evita(?:re)?|divieto|non (?:è |sono )?(?:consentit|permess)[oaie]|non (?:deve|devi|può|puoi)|(?:^|[,:] ?)non (?!è|serve|occorre|ci|sono)\\p{L}+',
    leave: '(?:conferm|approva|autorizz|permess|consens)\\p{L}*|chied\\p{L}*',
    first:
      'prima|solo|deve|devi|sempre|richie\\p{L}*|necessari[oa]|obbligatori[oa]|attend\\p{L}*|aspett\\p{L}*|finché|fino',
    gates: '(?:chiedi|chiedere) (?:\\S+ ){0,3}?prima',
    frees:
      'senza (?:\\S+ ){0,3}?(?:conferma|approvazione|autorizzazione|permesso|consenso|chiedere)|non (?:è )?(?:serve|occorre|necessari[oa]|richiest[oa]|richiede) (?:\\S+ ){0,2}?(?:conferma|approvazione|autorizzazione|permesso|chiedere)|non chiedere',
    not: 'mai|non|nessun[oa]?|vietat[oaie]|proibit[oaie]|niente',
    permits: '(?:è|sono) (?:permess|consentit|autorizzat)[oaie]',
    forbiddenThings: 'vietat[oaie]|divieti|proibit[oaie]|mai|da non fare|non consentit[oaie]',
  },
  {
    language: 'nl',
    tells:
      'het|een|niet|van|voor|nooit|altijd|zonder|geen|en|dat|wordt|worden|moet|mag|eerst|alleen|verboden|gebruiker|voordat|naar|zijn|deze|bij|ook|vraag|uit',
    forbids:
      'nooit|verboden|niet toegestaan|vermijd|mag (?:\\S+ ){0,6}?(?:niet|geen)|mogen (?:\\S+ ){0,6}?(?:niet|geen)|^geen|^\\p{L}+ (?:\\S+ ){0,4}?(?:geen|niet) \\p{L}+',
    leave: '(?:bevestig|goedkeur|toestemming|akkoord|instemm)\\p{L}*|vraag|vragen|gevraagd',
    first:
      'voor|voordat|vooraf|eerst|alleen|moet|moeten|altijd|vereist\\w?|nodig|wacht|pas|tot|totdat',
    gates: 'vraag eerst|eerst vragen|(?:vraag|vragen) (?:\\S+ ){0,3}?voordat',
    frees:
      'zonder (?:\\S+ ){0,3}?(?:bevestiging|goedkeuring|toestemming|akkoord|overleg|te vragen)|geen (?:bevestiging|goedkeuring|toestemming) (?:nodig|vereist)|niet (?:\\S+ ){0,2}?(?:vragen|te vragen)',
    not: 'nooit|niet|geen|niets|verboden',
    permits: 'toegestaan',
    forbiddenThings: 'verboden|nooit|niet toegestaan|niet doen',
  },
  {
    language: 'pl',
    tells:
      'nie|się|na|bez|nigdy|zawsze|przed|oraz|lub|dla|że|tylko|użytkownika|uzytkownika|plików|plikow|zgody|wolno|zakazane|zabronione|jeśli|musi|należy|do|od|w',
    forbids:
      'nigdy|nie wolno|zabron\\p{L}*|zakaz\\p{L}*|niedozwol\\p{L}*|unikaj|(?:^|[,:] ?)nie (?!jest|ma|trzeba|wymaga|musisz)\\p{L}+',
    leave: '(?:potwierdz|zgod|zgód|akcept|pozwol|zatwierdz|aprobat|zapyta|pytaj|spyta)\\p{L}*',
    first:
      'przed|najpierw|tylko|zawsze|wymaga\\p{L}*|koniecz\\p{L}*|musi\\w?|należy|czekaj|poczekaj|dopóki|dopiero|uzyskaj|poproś',
    gates: '(?:zapytaj|pytaj|spytaj) (?:\\S+ ){0,3}?(?:przed|zanim|najpierw)',
    frees:
      'bez (?:\\S+ ){0,3}?(?:potwierdz\\p{L}*|zgody|akceptacji|pozwolenia|zatwierdzenia|pytania)|nie (?:trzeba|musisz|wymaga\\p{L}*) (?:\\S+ ){0,2}?(?:pyta\\p{L}*|potwierdz\\p{L}*|zgody|akceptacji)|nie pytaj',
    not: 'nigdy|nie|żadn\\p{L}*|zabron\\p{L}*|zakaz\\p{L}*',
    permits: 'dozwolon\\p{L}*|pozwolono',
    forbiddenThings: 'zabron\\p{L}*|zakaz\\p{L}*|nigdy|nie wolno|niedozwol\\p{L}*',
  },
  {
    language: 'tr',
    tells:
      've|bir|için|asla|değil|olmadan|önce|sonra|zaman|kullanıcı\\p{L}*|yasak\\p{L}*|ile|veya|bu|sadece|gibi|daha|izin|onay\\p{L}*|kesinlikle',
    forbids:
      'asla|yasak\\p{L}*|kesinlikle|\\p{L}+(?:mayın|meyin|mayınız|meyiniz|mamalı|memeli|mamalısın|memelisin)|\\p{L}{2,}(?<!te)(?:ma|me)$|izin verilmez',
    leave: '(?:onay|izin|izni|teyit|doğrula|sor)\\p{L}*',
    first:
      'önce\\p{L}*|sadece|yalnızca|mutlaka|gerek\\p{L}*|şart|zorunlu|her|bekle\\p{L}*|kadar|al\\p{L}*',
    gates: 'önce (?:\\S+ ){0,3}?(?:sor|onay|izin)\\p{L}*',
    frees:
      '(?:onay|izin|sor)\\p{L}* (?:\\S+ ){0,1}?(?:almadan|olmadan|beklemeden|gerekmez|gerekmiyor|gereksiz|gerek yok)|sormadan|onaysız|izinsiz',
    not: 'asla|yasak\\p{L}*|\\p{L}+(?:mayın|meyin|mayınız|meyiniz)|\\p{L}{2,}(?:ma|me)$',
    permits: 'izin verilir|serbest\\p{L}*',
    forbiddenThings: 'yasak\\p{L}*|asla|yapma\\p{L}*',
  },
  {
    language: 'vi',
    tells:
      'không|và|của|nếu|người|dùng|được|khi|trước|các|cho|phải|luôn|cấm|đừng|hãy|với|một|những|hoặc|đã|là|để',
    forbids:
      'không (?:bao giờ|được|tự ý|nên)|cấm|nghiêm cấm|đừng|tuyệt đối không|(?:^|[,:] ?)không (?!cần|có|phải)\\p{L}+',
    leave: 'xác nhận|cho phép|phê duyệt|đồng ý|chấp thuận|hỏi',
    first: 'trước|chỉ|phải|luôn|cần|yêu cầu|chờ|đợi|khi có|nếu không',
    gates: 'hỏi (?:\\S+ ){0,4}?trước|trước khi (?:\\S+ ){0,8}?(?:hỏi|xác nhận)',
    frees:
      '(?:không cần|mà không cần|khỏi cần|không phải) (?:\\S+ ){0,3}?(?:xác nhận|hỏi|cho phép|phê duyệt|đồng ý)',
    not: 'không (?:bao giờ|được|tự ý|nên)|cấm|đừng',
    permits: 'được phép',
    forbiddenThings: 'cấm|không được|nghiêm cấm|không bao giờ',
  },
  {
    language: 'ru',
    tells: '',
    forbids:
      'никогда|запрещ\\p{L}*|запрет\\p{L}*|нельзя|недопустим\\p{L}*|избега\\p{L}*|(?:^|[,:] ?)не (?!нужно|надо|требу\\p{L}*|обязательно)\\p{L}+|не (?:должн|следует|разреш|допуска)\\p{L}*',
    leave: '(?:подтвержд|подтверд|одобр|разреш|соглас|спроси|спраш|запрос|запрашив)\\p{L}*',
    first:
      'перед|прежде|сначала|только|всегда|треб\\p{L}*|необходим\\p{L}*|должн\\p{L}*|обязатель\\p{L}*|жд\\p{L}*|дожд\\p{L}*|пока|после',
    gates: '(?:спроси\\p{L}*|спрашивай\\p{L}*) (?:\\S+ ){0,3}?(?:перед|прежде|сначала)',
    frees:
      'без (?:\\S+ ){0,3}?(?:подтвержд|одобр|разреш|соглас|спроса|запрос|вопрос)\\p{L}*|не (?:нужно|надо|требу\\p{L}*) (?:\\S+ ){0,2}?(?:подтвержд|одобр|разреш|соглас|спраш|запраш)\\p{L}*|(?:подтвержд|одобр|разреш)\\p{L}* не (?:нужн|требу)\\p{L}*|не (?:спрашивай|спрашивая)\\p{L}*',
    not: 'никогда|нельзя|запрещ\\p{L}*|(?:^|[,:] ?)не',
    permits: 'разрешен\\p{L}*|разрешён\\p{L}*|можно',
    forbiddenThings: 'запрещ\\p{L}*|запрет\\p{L}*|нельзя|никогда|недопустим\\p{L}*',
  },
  {
    language: 'zh',
    tells: '',
    forbids:
      '禁止|严禁|嚴禁|不得|切勿|请勿|請勿|勿|不要|不能|不可|不准|不允许|不允許|不应|不應|绝不|絕不|永远不|永遠不|禁用|避免|别(?!的|人|名)',
    leave: '确认|確認|批准|许可|許可|授权|授權|同意|审批|審批|询问|詢問|征得|徵得|请示|請示',
    first:
      '需|须|須|必须|必須|先|之前|前|才能|才可|仅|僅|等待|经过|經過|除非|应当|應當|明确|明確|未经|未經|务必|務必',
    gates: '先问|先問|未经\\p{L}{0,8}(?:不|勿|禁)',
    frees:
      '(?:无需|無需|无须|無須|不需要?|不必|不用|免|跳过|跳過|未经|未經|不经|不經)[\\p{L}、/]{0,8}?(?:确认|確認|批准|许可|許可|授权|授權|同意|审批|審批|询问|詢問|请示|請示)',
    not: '禁止|严禁|嚴禁|不得|切勿|请勿|請勿|勿|不能|不可|不准|不允许|不允許|绝不|絕不|不要',
    permits: '允许|允許|可以',
    forbiddenThings: '禁止|严禁|嚴禁|不允许|不允許|不得|不要|禁忌|红线|紅線',
  },
  {
    language: 'ja',
    tells: '',
    forbids:
      '禁止|厳禁|禁ずる|禁じ|不可|しない(?:こと|で|$)|てはいけない|てはならない|てはいけません|てはなりません|ないで(?:ください|下さい)|ない(?:こと|$)|しません|ません$|絶対に|決して',
    leave: '確認|承認|許可|同意|許諾|了承|合意|尋ね|質問|聞',
    first:
      '前に|事前|必ず|必要|まず|先に|限り|場合のみ|得てから|得る|取って|取る|待|求め|まで|てから',
    gates: '許可を得|承認を得|確認を取',
    frees:
      '(?:確認|承認|許可|同意|質問|了承)(?:は|が|も|を)?(?:不要|なし|無し|なく|せず|省略|必要ない|必要ありません|必要はありません|待たず|取らず|得ず)|(?:尋ね|聞か)(?:ず|なく)|勝手に',
    not: '禁止|厳禁|しない|しません|いけない|ならない|ないで|不可|ない(?:こと|$)',
    permits: '許可され\\p{L}*|許可する|してよい|してもよい',
    forbiddenThings: '禁止\\p{L}{0,4}|厳禁|やってはいけない\\p{L}{0,4}|してはいけない\\p{L}{0,4}',
  },
  {
    language: 'ko',
    tells: '',
    forbids:
      '금지|금한다|하지 ?(?:마|말|않)|지 ?(?:마세요|마십시오|말 ?것|말아|않는다|않습니다|않아야)|안 ?(?:된다|됩니다|돼)|절대|불가',
    leave: '확인|승인|허가|허락|동의|질문|문의|물어|묻',
    first: '전에|먼저|반드시|필요|사전|후에|받은|받고|받아야|까지|경우에만|항상|기다',
    gates: '먼저 (?:\\S+ ){0,3}?(?:확인|묻|물어|승인)',
    frees:
      '(?:확인|승인|허가|허락|동의|질문)\\p{L}{0,2} ?(?:없이|불필요|필요 ?없|받지 ?않고|생략)|묻지 ?(?:말고|않고)',
    not: '금지|하지 ?(?:마|말|않)|지 ?(?:마세요|마십시오|말 ?것|말아|않는다|않습니다)|안 ?(?:된다|됩니다|돼)|절대',
    permits: '허용\\p{L}*|해도 ?된다',
    forbiddenThings: '금지\\p{L}{0,3}|하지 ?말\\p{L}{0,3}',
  },
];

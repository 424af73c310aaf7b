/*
 * Stems of words that hand over power or take it away: to confirm, allow, forbid, skip, delete, run,
 * publish, pay, secrets, production. For languages that no wording covers, so that a sentence without
 * any of them can be told from one that nobody understood. No sentence is judged by them.
 */
const stems: readonly string[] = [
  // Japanese
  '確認|承認|許可|認可|権限|同意|自動|勝手|無視|省略|スキップ|飛ば|迂回|回避|無効|有効|強制|禁止|禁じ|しない|せず|ずに',
  'ません|不要|なし|なく|ないで|削除|消去|上書|本番|秘密|機密|パスワード|トークン|認証|支払|課金|送金|送信|公開|デプロイ',
  'リリース|実行|質問|尋ね|聞か|待た|待つ|安全|保護|制限|管理者|外部',
  // Chinese, both scripts
  '确认|確認|批准|许可|允许|允許|权限|權限|授权|授權|自动|自動|忽略|跳过|跳過|绕过|繞過|略過|禁用|启用|啟用|强制|強制',
  '不要|不得|不能|不用|无需|無需|无须|不必|不需|别|勿|删除|刪除|清除|覆盖|覆蓋|生产|生產|密钥|密鑰|金鑰|密码|密碼|令牌|机密|機密',
  '敏感|支付|付款|转账|轉帳|发送|發送|上传|上傳|公开|公開|发布|發布|部署|执行|執行|运行|運行|询问|詢問|提问|等待|保护|保護|管理员|管理員',
  // Korean
  '확인|승인|허가|허용|권한|동의|자동|무시|생략|건너|우회|비활성|활성|강제|금지|마세요|말고|말 것|않|없이|삭제|덮어|운영',
  '비밀|암호|토큰|인증|결제|송금|전송|공개|배포|실행|질문|묻|기다|안전|보호|제한|관리자|외부',
  // Russian
  'подтвер|одобр|разреш|прав[ао]|соглас|автомат|игнор|пропус|пропущ|обход|обойт|отключ|включ|принуд|запре|нельзя|(?<!\\p{L})(?:не|без|нет)(?!\\p{L})',
  'удал|перезап|прод|секрет|парол|токен|ключ|оплат|плат[её]ж|перевод|отправ|публик|деплой|развер|разв[её]рт|запус|выполн|спра[шс]|спрос|вопрос|жд[аиу]|безопас|защит|огранич|админ|внешн',
  // What stays English in every language
  'sudo|\\brm\\b|curl|wget|https?:|(?<![\\p{L}\\d])--?[a-z]|force|auto|skip|bypass|token|secret|passw|credential|admin|prod|yolo|deploy|publish|release|merge|push|delete|drop|\\.env|allow|den[iy]|permi|approv|confirm|ask|never|always|ignore|disable',
];

const power = new RegExp(stems.join('|'), 'iu');

/** The scripts of the languages above. */
const covered =
  /^[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Lm}]+$/u;

/**
 * Whether a sentence in a language without a wording could hand over or take away anything: it holds a
 * stem for that, or is in a language that has none here.
 *
 * @param text one sentence
 */
export function mayConcernPower(text: string): boolean {
  const letters = text.replace(/\P{L}+/gu, '');
  const latinOnly = /^\p{Script=Latin}*$/u.test(letters);
  return latinOnly || !covered.test(letters) || power.test(text);
}

//! Red line 1: the words for what this product does not record about anybody, in the three languages.
//!
//! Texts that a community configures (questions of a category, campaigns, templates) are refused when they contain one.
//! It is a fence against forms that ask, not a filter of speech: what residents write is never passed through it.

use crate::search::normalize;

/// A Chinese term, and the longer ordinary phrases in which the same characters may stand.
struct Han {
    term: &'static str,
    ordinary: &'static [&'static str],
}

const fn han(term: &'static str, ordinary: &'static [&'static str]) -> Han {
    Han { term, ordinary }
}

const HAN: &[Han] = &[
    han(
        "民族",
        &[
            "居民族谱",
            "中华民族",
            "民族团结",
            "民族舞",
            "民族歌",
            "民族音乐",
            "民族乐器",
            "民族服",
            "民族文化",
            "民族特色",
            "民族节",
            "民族传统",
            "民族体育",
            "民族手工",
            "民族工艺",
            "民族艺术",
            "民族语",
            "民族文字",
            "民族医",
            "民族小学",
            "民族中学",
            "民族大学",
            "民族学校",
            "民族幼儿园",
            "民族路",
            "民族街",
            "民族宫",
            "民族复兴",
            "民族精神",
        ],
    ),
    han("族别", &["家族别", "民族别的"]),
    han("族裔", &[]),
    han("宗教", &[]),
    han("信仰", &["理想信仰"]),
    han("信教", &["相信教", "通信教", "电信教", "微信教", "短信教", "诚信教", "自信教", "守信教", "书信教"]),
    han("教派", &[]),
    han("政治面貌", &[]),
    han("政治倾向", &[]),
    han("政治立场", &[]),
    han("政治观点", &[]),
    han("政治态度", &[]),
    han("政治表现", &[]),
    han("思想动态", &[]),
    han("思想表现", &[]),
    han("党派", &["社区党派", "支部党派", "由党派"]),
    han(
        "上访",
        &["晚上访", "早上访", "网上访", "线上访", "马上访", "以上访", "路上访", "上访谈", "上访问", "上访客", "上访友"],
    ),
    han(
        "信访",
        &[
            "信访局",
            "信访办",
            "信访部门",
            "信访渠道",
            "信访电话",
            "信访窗口",
            "信访大厅",
            "信访条例",
            "微信访",
            "短信访",
            "信访谈",
            "信访问",
            "信访客",
        ],
    ),
    han("缠访", &[]),
    han("闹访", &["热闹访"]),
    han("犯罪记录", &["无犯罪记录证明"]),
    han("违法记录", &[]),
    han("犯罪史", &[]),
    han("前科", &["前科室", "前科目", "前科学", "前科普", "前科技", "前科研", "前科长", "前科员", "前科协", "前科创"]),
    han("案底", &["方案底", "答案底", "提案底", "图案底", "档案底", "教案底", "预案底"]),
    han("刑满释放", &[]),
    han("服刑", &[]),
    han("吸毒史", &[]),
    han("指纹", &["指纹锁"]),
    han("掌纹", &["手掌纹"]),
    han("声纹", &[]),
    han("虹膜", &[]),
    han("人脸", &["人脸色", "人脸上", "人脸谱", "人脸盆"]),
    han("刷脸", &[]),
    han("生物识别", &[]),
    han("生物特征", &[]),
    han("轨迹", &["人生轨迹", "成长轨迹", "发展轨迹", "历史轨迹"]),
    han("行踪", &[]),
    han("实时定位", &[]),
    han(
        "身份证",
        &[
            "带身份证",
            "带居民身份证",
            "带好身份证",
            "携带身份证",
            "出示身份证",
            "出示居民身份证",
            "持身份证",
            "凭身份证",
            "身份证原件",
            "身份证丢",
            "身份证遗失",
            "身份证挂失",
            "身份证补办",
            "身份证换",
            "身份证办理",
            "身份证到期",
            "办身份证",
            "补办身份证",
            "换身份证",
            "办理身份证",
            "居民身份证法",
        ],
    ),
    han("身份证号", &[]),
    han("身份证件号", &[]),
    han("身份号码", &[]),
    han("证件号", &[]),
    han("护照号", &[]),
    han("境外亲属", &[]),
    han("境外亲戚", &[]),
    han("境外关系", &[]),
    han("海外亲属", &[]),
    han("海外关系", &[]),
    han("国外亲属", &[]),
    han("国外亲戚", &[]),
    han("出境亲属", &[]),
    han("室内照片", &[]),
    han("屋内照片", &[]),
    han("家中照片", &[]),
    han("家里照片", &[]),
    han("家庭内景", &[]),
    han("屋内陈设", &[]),
    han("家中陈设", &[]),
    han("室内陈设", &[]),
    han("入户拍照", &[]),
];

/// Tibetan terms, in syllables. Doubtful ones are listed in `docs/translation-review.md`.
const TIBETAN: &[&str] = &[
    "མི་རིགས",
    "ཆོས་ལུགས",
    "དད་མོས",
    "ཆབ་སྲིད་ངོ་བོ",
    "ཆབ་སྲིད་རྣམ་པ",
    "ཆབ་སྲིད་ལྟ་ཚུལ",
    "ཆབ་སྲིད་ཀྱི་ལྟ་ཚུལ",
    "གཏུག་བཤེར་ལོ་རྒྱུས",
    "ཉེས་པའི་ཟིན་ཐོ",
    "ཉེས་གསོག་ཟིན་ཐོ",
    "མཛུབ་རིས",
    "མཛུབ་མོའི་རི་མོ",
    "གདོང་རིས་དབྱེ་འབྱེད",
    "འགྲུལ་བཞུད་རྗེས་ཤུལ",
    "ཐོབ་ཐང་ལག་ཁྱེར་ཨང",
    "ཐོབ་ཐང་ཨང",
    "ཕྱི་རྒྱལ་གྱི་གཉེན་ཉེ",
    "ཕྱི་རྒྱལ་གྱི་སྤུན་མཆེད",
];

/// Ordinary Tibetan phrases that contain a term: unity of nationalities, the nationalities' dance and dress.
const TIBETAN_ORDINARY: &[&str] = &["མི་རིགས་མཐུན་སྒྲིལ", "མི་རིགས་ཀྱི་མཐུན་སྒྲིལ", "མི་རིགས་བྲོ", "མི་རིགས་ཀྱི་གྱོན་ཆས", "ཀྲུང་ཧྭ་མི་རིགས"];

/// English terms; spaces between the letters or hyphens inside a word make no difference, nor does a plural.
const ENGLISH: &[&str] = &[
    "ethnicity",
    "ethnic group",
    "ethnic origin",
    "ethnic background",
    "ethnic identity",
    "religion",
    "religious",
    "religious belief",
    "political opinion",
    "political view",
    "political affiliation",
    "political status",
    "political belief",
    "petition",
    "petitioner",
    "petitioning",
    "criminal record",
    "criminal history",
    "police record",
    "prior conviction",
    "biometric",
    "fingerprint",
    "facial recognition",
    "face recognition",
    "iris scan",
    "voiceprint",
    "location track",
    "location history",
    "gps track",
    "movement track",
    "whereabouts",
    "identity number",
    "identity card number",
    "identification number",
    "id number",
    "id card number",
    "national id",
    "passport number",
    "relatives abroad",
    "relatives overseas",
    "family abroad",
    "family overseas",
    "overseas relative",
    "home interior",
    "interior photo",
];

const ENGLISH_ORDINARY: &[&str] = &["fingerprint lock", "petition office", "petitions office"];

use super::terms::{ENGLISH, ENGLISH_ORDINARY, HAN, Han, TIBETAN, TIBETAN_ORDINARY};
use crate::search::normalize;

/// The terms of red line 1 that a configurable text contains, each once; empty for an acceptable text.
#[must_use]
pub fn forbidden_terms(text: &str) -> Vec<&'static str> {
    let text = normalize(text);
    let mut found = han_terms(&text);
    found.extend(syllable_terms(&text));
    found.extend(english_terms(&text));
    found
}

fn han_terms(text: &str) -> Vec<&'static str> {
    let text = squash(text);
    let is_asked = |han: &&Han| {
        // Where the term stands, and whether an ordinary phrase covers that very place.
        text.match_indices(han.term).any(|(at, _)| {
            let end = at + han.term.len();
            !han.ordinary
                .iter()
                .any(|phrase| text.match_indices(phrase).any(|(from, _)| from <= at && end <= from + phrase.len()))
        })
    };
    HAN.iter().filter(is_asked).map(|han| han.term).collect()
}

/// Chinese text without what is put between characters to hide a word. Punctuation that ends a thought stays, so that
/// the last character of one sentence and the first of the next make no word.
fn squash(text: &str) -> String {
    let stops = |char: char| "，。；：、！？,;:!?()（）[]【】《》".contains(char);
    text.chars().map(simplified).filter(|&char| char.is_alphanumeric() || stops(char)).collect()
}

/// Traditional and look-alike forms of the characters in the terms above.
const fn simplified(char: char) -> char {
    match char {
        '⺠' => '民',
        '證' => '证',
        '紋' => '纹',
        '軌' => '轨',
        '跡' | '蹟' => '迹',
        '記' => '记',
        '錄' => '录',
        '臉' => '脸',
        '訪' => '访',
        '親' => '亲',
        '屬' => '属',
        '關' => '关',
        '係' => '系',
        '黨' => '党',
        '號' => '号',
        '碼' => '码',
        '別' => '别',
        '敎' => '教',
        '釋' => '释',
        '滿' => '满',
        '護' => '护',
        '國' => '国',
        '內' => '内',
        '蹤' => '踪',
        '聲' => '声',
        '態' => '态',
        '傾' => '倾',
        '觀' => '观',
        '點' => '点',
        _ => char,
    }
}

fn syllable_terms(text: &str) -> Vec<&'static str> {
    let written = syllables(text);
    let is_asked = |term: &&&str| {
        let term = syllables(term);
        places(&written, &term).into_iter().any(|at| {
            !TIBETAN_ORDINARY.iter().any(|phrase| {
                let phrase = syllables(phrase);
                places(&written, &phrase).into_iter().any(|from| from <= at && at + term.len() <= from + phrase.len())
            })
        })
    };
    TIBETAN.iter().filter(is_asked).copied().collect()
}

fn syllables(text: &str) -> Vec<&str> {
    let inside = |char: char| matches!(u32::from(char), 0x0F40..=0x0F84 | 0x0F90..=0x0FBC);
    text.split(|char| !inside(char)).filter(|syllable| !syllable.is_empty()).collect()
}

/// Where a row of syllables stands; its last syllable may carry a case ending.
fn places(written: &[&str], term: &[&str]) -> Vec<usize> {
    const ENDINGS: [&str; 6] = ["", "འི", "ར", "ས", "འམ", "འང"];
    let Some((last, before)) = term.split_last() else { return Vec::new() };
    let stands = |row: &[&str]| {
        row.split_last().is_some_and(|(end, start)| {
            start == before && end.strip_prefix(last).is_some_and(|ending| ENDINGS.contains(&ending))
        })
    };
    written.windows(term.len()).enumerate().filter(|(_, row)| stands(row)).map(|(at, _)| at).collect()
}

fn english_terms(text: &str) -> Vec<&'static str> {
    let words: Vec<&str> =
        text.split(|char: char| !char.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let ordinary: Vec<(usize, usize)> = ENGLISH_ORDINARY.iter().flat_map(|phrase| spans(&words, phrase)).collect();
    let is_asked = |term: &&&str| {
        spans(&words, term).iter().any(|&(at, end)| !ordinary.iter().any(|&(from, to)| from <= at && end <= to))
    };
    ENGLISH.iter().filter(is_asked).copied().collect()
}

/// The rows of words whose letters together are those of the term, from the first word to the one after the last.
fn spans(words: &[&str], term: &str) -> Vec<(usize, usize)> {
    let letters: String = term.split(' ').collect();
    let mut found = Vec::new();
    for at in 0..words.len() {
        let mut rest = letters.as_str();
        for (index, word) in words.iter().enumerate().skip(at) {
            match rest.strip_prefix(word) {
                Some("") => found.push((at, index + 1)),
                Some(more) => {
                    rest = more;
                    continue;
                }
                None if word.strip_suffix('s') == Some(rest) => found.push((at, index + 1)),
                None => {}
            }
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::forbidden_terms;

    #[test]
    fn forms_that_ask_are_refused_in_three_languages() {
        for text in [
            "民族",
            "您的民族成份是?",
            "宗教信仰",
            "政治面貌",
            "是否上访",
            "信访记录",
            "有无犯罪记录",
            "有前科",
            "指纹",
            "人脸照片",
            "活动轨迹",
            "身份证",
            "身份证号码",
            "请带身份证,并填写身份证号",
            "境外亲属",
            "室内照片",
            "མི་རིགས་གང་ཡིན།",
            "ཆོས་ལུགས་དད་མོས།",
            "མི་རིགས་ཀྱི་མིང་།",
            "ཐོབ་ཐང་ལག་ཁྱེར་ཨང་།",
            "Ethnicity",
            "Religious beliefs?",
            "ID number",
            "id_number",
            "idnumber",
            "Relatives abroad",
            "petition history",
            "Criminal records",
            "fingerprints",
            "请填religion",
        ] {
            assert!(!forbidden_terms(text).is_empty(), "{text}");
        }
        assert_eq!(forbidden_terms("民族、宗教、民族"), ["民族", "宗教"]);
    }

    #[test]
    fn tricks_do_not_help() {
        for text in [
            "民 族",
            "民\u{200B}族",
            "民\u{3000}族",
            "民-族",
            "民·族",
            "民\n族",
            "ＲＥＬＩＧＩＯＮ",
            "r e l i g i o n",
            "reli\u{AD}gion",
            "finger-print",
            "身 份 證 號",
            "指紋",
            "民\u{202E}族",
            "མི་ རིགས",
            "མི༌རིགས",
            "⺠族",
        ] {
            assert!(!forbidden_terms(text).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn ordinary_words_pass() {
        for text in [
            "",
            "路灯坏了,楼道很黑",
            "民族团结进步月",
            "民族舞蹈队招人",
            "居民,族人聚会",
            "居民族谱展",
            "晚上访谈",
            "马上访问",
            "微信访客登记",
            "也可以拨打12345或到县信访局反映",
            "以前科室电话",
            "学前科普",
            "方案底稿",
            "修指纹锁",
            "老人脸色不好",
            "来时请带身份证原件,当面看过即可,不登记",
            "身份证丢了怎么办",
            "走访日常",
            "上门巡访",
            "成长轨迹",
            "相信教育",
            "སྤྱི་ཚོགས་ཞབས་ཞུ།",
            "མི་རིགས་མཐུན་སྒྲིལ།",
            "རོགས་རམ་དགོས་སམ།",
            "Street light is broken",
            "Repair a fingerprint lock",
            "competition",
            "competitions",
            "grid number 5",
            "Sports race",
            "Your address",
            "kids number one",
            "in good faith",
            "the petition office's door",
            "Identity checked by eye",
            "family dinner",
            "home repair",
            "traditional dance",
        ] {
            assert!(forbidden_terms(text).is_empty(), "{text}: {:?}", forbidden_terms(text));
        }
    }
}

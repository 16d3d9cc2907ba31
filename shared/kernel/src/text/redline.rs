//! Red line 1: the words for what this product does not record about anybody, in the three languages.
//!
//! Texts that a community configures (questions of a category, campaigns, templates) are refused when they contain one.
//! It is a fence against forms that ask, not a filter of speech: what residents write is never passed through it.

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

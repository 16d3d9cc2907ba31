//! What stands on the shelves of the demo town's points supermarket.

/// Chinese, Tibetan and English name; price; who gave it (bought when empty); good for so many days from today.
pub(super) type Good = ((&'static str, &'static str, &'static str), i64, &'static str, Option<i64>);

const UNIT: &str = "示例县供水公司党支部";
const MARKET: &str = "河谷镇农贸市场";
const SCHOOL: &str = "示例县第一中学党支部";

/// Twenty-eight things, from a pencil to a rice cooker.
pub(super) const GOODS: [Good; 28] = [
    (("铅笔（一支）", "ཞ་སྨྱུག", "Pencil"), 2, SCHOOL, None),
    (("肥皂", "གླང་རྫས།", "Soap"), 5, UNIT, None),
    (("抽纸（一包）", "ཤོག་བུ་འཇམ་པོ།", "Tissues"), 5, "", None),
    (("作业本（五本）", "སྦྱོང་དེབ།", "Exercise books (5)"), 6, SCHOOL, None),
    (("食盐（一袋）", "ཚྭ།", "Salt"), 6, "", Some(400)),
    (("牙膏", "སོ་སྨན།", "Toothpaste"), 8, UNIT, Some(300)),
    (("毛巾", "ཨ་ཅོར།", "Towel"), 10, UNIT, None),
    (("酥油茶砖", "ཇ་སྦག", "Tea brick"), 10, MARKET, Some(240)),
    (("挂面（一公斤）", "ཐུག་པ་སྐམ་པོ།", "Noodles (1 kg)"), 10, "", Some(150)),
    (("洗衣粉", "གོས་འཁྲུད་ཕྱེ་མ།", "Washing powder"), 12, "", None),
    (("鸡蛋（十个）", "སྒོ་ང་བཅུ།", "Eggs (10)"), 12, MARKET, Some(12)),
    (("酱油", "ཅང་ཡིག", "Soy sauce"), 12, "", Some(200)),
    (("手电筒", "གློག་བཞུ།", "Torch"), 15, "示例县路灯所党支部", None),
    (("牛奶（六盒）", "འོ་མ།", "Milk (6)"), 15, "", Some(30)),
    (("青稞面（二公斤）", "ནས་ཕྱེ།", "Barley flour (2 kg)"), 16, MARKET, Some(120)),
    (("雨伞", "ཆར་གདུགས།", "Umbrella"), 18, UNIT, None),
    (("保温杯", "ཚ་དམ་ཀ་ཡོལ།", "Thermos cup"), 20, SCHOOL, None),
    (("大米（五公斤）", "འབྲས།", "Rice (5 kg)"), 25, "", Some(180)),
    (("菜籽油（二升）", "པད་སྣུམ།", "Rapeseed oil (2 l)"), 28, MARKET, Some(210)),
    (("棉拖鞋", "ལྷམ་འཇམ་པོ།", "Slippers"), 20, "", None),
    (("围巾", "སྐེ་དཀྲིས།", "Scarf"), 24, "示例县妇联党支部", None),
    (("热水袋", "ཚ་ཁུག", "Hot-water bottle"), 22, UNIT, None),
    (("儿童绘本", "བྱིས་པའི་རི་མོའི་དེབ།", "Picture book"), 18, "示例县图书馆党支部", None),
    (("篮球", "ལག་རྩེད་པོ་ལོ།", "Basketball"), 45, SCHOOL, None),
    (("不锈钢锅", "ཟངས།", "Steel pot"), 60, "", None),
    (("棉被", "མལ་གོས།", "Quilt"), 90, "示例县红十字会党支部", None),
    (("电热水壶", "གློག་ཁོལ་མ།", "Electric kettle"), 80, "", None),
    (("电饭煲", "གློག་གི་འབྲས་སྣོད།", "Rice cooker"), 120, "示例县供电站党支部", None),
];

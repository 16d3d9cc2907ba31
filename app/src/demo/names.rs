//! What things and people of the demo town are called. All of it is made up; no real place or person is meant.

/// Chinese, Tibetan, English.
pub(super) type Name = (&'static str, &'static str, &'static str);

/// The divisions above the community: level, digits of the code that name it, name.
pub(super) const DIVISIONS: [(&str, &str, Name); 4] = [
    ("province", "990000000000", ("示例省", "དཔེ་མཚོན་ཞིང་ཆེན།", "Example Province")),
    ("city", "990100000000", ("示例市", "དཔེ་མཚོན་གྲོང་ཁྱེར།", "Example City")),
    ("county", "990123000000", ("示例县", "དཔེ་མཚོན་རྫོང་།", "Example County")),
    ("town", "990123100000", ("河谷镇", "ལུང་པ་གྲོང་རྡལ།", "River Valley Town")),
];
/// The community: code, name.
pub(super) const COMMUNITY: (&str, Name) = ("990123100001", ("雪松社区", "ཐང་ཤིང་སྡེ་ཁུལ།", "Cedar Community"));
/// The telephone of the service hall.
pub(super) const HALL_PHONE: &str = "000-0000-0110";

/// The compounds, in the order of the grids that hold them.
pub(super) const COMPOUNDS: [Name; 11] = [
    ("晨光里", "སྐྱ་རེངས་གླིང་།", "Dawn Court"),
    ("雪松里", "ཐང་ཤིང་གླིང་།", "Cedar Court"),
    ("云杉里", "གསོམ་ཤིང་གླིང་།", "Spruce Court"),
    ("清溪里", "ཆུ་དྭངས་གླིང་།", "Clear Brook Court"),
    ("桃花里", "ཁམ་བུའི་མེ་ཏོག་གླིང་།", "Peach Blossom Court"),
    ("松涛里", "ཐང་ཤིང་རླུང་སྒྲ་གླིང་།", "Pine Wind Court"),
    ("河谷里", "ལུང་པའི་གླིང་།", "Valley Court"),
    ("星野里", "སྐར་ཐང་གླིང་།", "Starfield Court"),
    ("暖阳里", "ཉི་དྲོ་གླིང་།", "Sunny Court"),
    ("石桥里", "རྡོ་ཟམ་གླིང་།", "Stone Bridge Court"),
    ("月泉里", "ཟླ་མིག་གླིང་།", "Moon Spring Court"),
];
/// The basic grids: how many compounds, households and linked units each has.
pub(super) const GRIDS: [(usize, usize, usize); 8] =
    [(2, 210, 21), (1, 228, 23), (2, 199, 20), (1, 241, 24), (1, 203, 20), (2, 219, 22), (1, 188, 19), (1, 212, 21)];
/// The dedicated grids.
pub(super) const DEDICATED: [Name; 7] = [
    ("学校", "སློབ་གྲྭ།", "School"),
    ("卫生院", "སྨན་ཁང་།", "Clinic"),
    ("农贸市场", "ཁྲོམ་ར།", "Market"),
    ("机关一", "ལས་ཁུངས་ ༡", "Offices A"),
    ("机关二", "ལས་ཁུངས་ ༢", "Offices B"),
    ("商业街", "ཚོང་ལམ།", "Shopping street"),
    ("建筑工地", "འཛུགས་སྐྲུན་ས་ཆ།", "Building site"),
];

/// The volunteer teams with their sizes.
pub(super) const TEAMS: [(Name, usize); 4] = [
    (("党员先锋志愿队", "ཏང་ཡོན་སྔོན་དཔུང་དང་བླངས་རུ་ཁག", "Party Pioneers Team"), 64),
    (("巾帼志愿队", "བུད་མེད་དང་བླངས་རུ་ཁག", "Women's Team"), 48),
    (("文艺演出志愿队", "རྩལ་རིག་འཁྲབ་སྟོན་དང་བླངས་རུ་ཁག", "Performing Arts Team"), 35),
    (("应急救援志愿队", "ཛ་དྲག་སྐྱོབ་གསོ་དང་བླངས་རུ་ཁག", "Emergency Rescue Team"), 27),
];
/// The departments matched with grids.
pub(super) const DEPARTMENTS: [Name; 12] = [
    ("示例县水务局", "དཔེ་མཚོན་རྫོང་ཆུ་དོན་ཅུས།", "Example County Water Bureau"),
    ("示例县住建局", "དཔེ་མཚོན་རྫོང་ཁང་པ་འཛུགས་སྐྲུན་ཅུས།", "Example County Housing Bureau"),
    ("示例县城管局", "དཔེ་མཚོན་རྫོང་གྲོང་ཁྱེར་དོ་དམ་ཅུས།", "Example County Urban Management Bureau"),
    ("示例县民政局", "དཔེ་མཚོན་རྫོང་དམངས་སྲིད་ཅུས།", "Example County Civil Affairs Bureau"),
    ("示例县人社局", "དཔེ་མཚོན་རྫོང་མི་ཤུགས་སྤྱི་ཚོགས་ཅུས།", "Example County Employment Bureau"),
    ("示例县卫健局", "དཔེ་མཚོན་རྫོང་འཕྲོད་བསྟེན་ཅུས།", "Example County Health Bureau"),
    ("示例县教育局", "དཔེ་མཚོན་རྫོང་སློབ་གསོ་ཅུས།", "Example County Education Bureau"),
    ("示例县交通局", "དཔེ་མཚོན་རྫོང་འགྲིམ་འགྲུལ་ཅུས།", "Example County Transport Bureau"),
    ("示例县供电公司", "དཔེ་མཚོན་རྫོང་གློག་སྤྲོད་ཀུང་སི།", "Example County Power Company"),
    ("示例县市场监管局", "དཔེ་མཚོན་རྫོང་ཁྲོམ་ར་ལྟ་སྐུལ་ཅུས།", "Example County Market Bureau"),
    ("示例县司法局", "དཔེ་མཚོན་རྫོང་ཁྲིམས་འཛིན་ཅུས།", "Example County Justice Bureau"),
    ("示例县残联", "དཔེ་མཚོན་རྫོང་དབང་པོ་སྐྱོན་ཅན་མཉམ་འབྲེལ་ཚོགས་པ།", "Example County Disabled Persons' Federation"),
];
/// What stands between the county's name and "党支部" in the names of the matched units.
pub(super) const UNITS: [&str; 54] = [
    "财政局",
    "审计局",
    "统计局",
    "税务局",
    "气象局",
    "林草局",
    "农牧局",
    "文旅局",
    "档案馆",
    "图书馆",
    "文化馆",
    "博物馆",
    "体育中心",
    "融媒体中心",
    "广播站",
    "人民医院",
    "藏医院",
    "妇幼保健院",
    "疾控中心",
    "急救站",
    "第一中学",
    "第二中学",
    "职业学校",
    "第一小学",
    "第二小学",
    "幼儿园",
    "青少年宫",
    "老年大学",
    "邮政分公司",
    "供水公司",
    "供热公司",
    "燃气公司",
    "公交公司",
    "环卫中心",
    "园林所",
    "路灯所",
    "测绘队",
    "水文站",
    "地震台",
    "农技站",
    "兽医站",
    "种子站",
    "工会",
    "团委",
    "妇联",
    "科协",
    "文联",
    "工商联",
    "红十字会",
    "档案中心",
    "大数据中心",
    "政务服务中心",
    "行政审批局",
    "机关事务中心",
];

const GIVEN: [char; 30] = [
    '桑', '卓', '措', '次', '旦', '央', '拉', '扎', '罗', '丹', '吉', '格', '洛', '达', '尼', '白', '边', '德', '索',
    '普', '大', '小', '明', '文', '玉', '春', '秋', '志', '建', '丽',
];
const LAST: [char; 38] = [
    '一', '二', '三', '山', '姆', '珠', '增', '杰', '加', '西', '追', '玛', '宗', '瓦', '布', '巴', '措', '吉', '央',
    '嘎', '华', '芳', '英', '平', '安', '林', '海', '川', '兰', '梅', '云', '雪', '星', '月', '松', '石', '泉', '禾',
];

/// The name of the n-th person: "example" and "sample" are the family names of this town.
pub(super) fn person(number: usize) -> String {
    let family = if number.is_multiple_of(2) { '例' } else { '样' };
    let given = GIVEN.get((number / 2) % GIVEN.len()).copied().unwrap_or('桑');
    let last = LAST.get((number / (2 * GIVEN.len()) + number * 7) % LAST.len()).copied().unwrap_or('一');
    [family, given, last].iter().collect()
}

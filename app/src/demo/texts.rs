//! What residents of the demo town ask for, and what they are told. All of it is made up.

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hands {
    /// One helper.
    One,
    /// One helper with this licence or rare skill.
    Skilled(&'static str),
    /// A team, by its number.
    Team(usize),
    /// A department, by its number.
    Department(usize),
    /// The office itself.
    Office,
}

/// One kind of request with everything that is said about it.
pub(super) struct Text {
    /// The category's code.
    pub(super) kind: &'static str,
    /// Who does it.
    pub(super) hands: Hands,
    /// Minutes of one helper.
    pub(super) minutes: i64,
    /// In the resident's words.
    pub(super) body: &'static str,
    /// In the office's words, fit for every helper's eyes.
    pub(super) title: &'static str,
    /// What the resident is told when it is done.
    pub(super) done: &'static str,
    /// A public place; empty for a home.
    pub(super) spot: &'static str,
}

const fn text(
    (kind, hands, minutes): (&'static str, Hands, i64),
    body: &'static str,
    title: &'static str,
    done: &'static str,
    spot: &'static str,
) -> Text {
    Text { kind, hands, minutes, body, title, done, spot }
}

use Hands::{Department, Office, One, Skilled, Team};

/// Requests that volunteers, teams and the office answer.
pub(super) const ASKED: [Text; 32] = [
    text(
        ("repair-water", One, 45),
        "厨房水龙头一直滴水，拧不紧了，能不能帮忙看看？",
        "厨房水龙头滴水",
        "换了垫圈和阀芯，现在不滴了。",
        "",
    ),
    text(
        ("environment-clutter", Team(0), 90),
        "楼道里堆了旧家具和纸箱，上下楼不方便。",
        "清理楼道堆放的旧家具",
        "和住户商量后一起清走，楼道通了。",
        "二单元一楼到三楼楼道",
    ),
    text(
        ("living-phone", One, 40),
        "换了新手机，不会视频，想学学怎么给孩子打视频电话。",
        "教用手机打视频电话",
        "教会了视频通话和放大字体，写了一张步骤卡。",
        "",
    ),
    text(
        ("elderly-escort", One, 150),
        "下周二要去医院复查，家里没人，想请人陪一趟。",
        "陪同去医院复查",
        "陪同挂号、检查、取药，送回家中。",
        "",
    ),
    text(
        ("environment-rubbish", Team(1), 90),
        "小区南门绿化带里有不少垃圾，风一吹到处都是。",
        "清理南门绿化带垃圾",
        "捡拾清运完毕，并在旁边加了一个垃圾桶。",
        "小区南门绿化带",
    ),
    text(("living-carrying", One, 40), "买了一袋大米和一桶油，住五楼，搬不上去。", "搬米和油上五楼", "已搬到家中。", ""),
    text(("repair-doors", One, 60), "房门关不严，晚上冷风往里钻。", "房门关不严", "调整了合页，贴了密封条。", ""),
    text(
        ("facilities-stairs", Team(0), 75),
        "楼梯扶手松了，老人扶着不放心。",
        "楼梯扶手松动",
        "重新固定了扶手，逐层检查过。",
        "三单元二楼到三楼",
    ),
    text(
        ("living-writing", One, 30),
        "收到一封信看不懂，想请人读一读，再帮写个回信。",
        "代读来信并代写回信",
        "读了信，写好回信，已由本人寄出。",
        "",
    ),
    text(
        ("elderly-meal", One, 60),
        "这几天腿脚不方便，做饭困难，想请人帮忙做顿热饭。",
        "上门做一顿热饭",
        "做了两菜一汤，碗筷也收拾好了。",
        "",
    ),
    text(
        ("environment-green", Team(2), 90),
        "花坛里的草长得很高，孩子们常在那儿玩。",
        "花坛除草修剪",
        "除草、修剪、补种了花苗。",
        "中心花坛",
    ),
    text(
        ("repair-power", Skilled("electricity_licensed"), 60),
        "客厅的开关一按就冒火花，不敢用了。",
        "客厅开关需要持证电工",
        "更换了开关，检查了线路，用电正常。",
        "",
    ),
    text(
        ("children-homework", One, 60),
        "孩子数学跟不上，想请人周末辅导一下作业。",
        "周末辅导数学作业",
        "讲了分数应用题，约好了下次的时间。",
        "",
    ),
    text(
        ("facilities-fitness", Team(3), 60),
        "健身器材的螺丝松了，晃得厉害。",
        "健身器材螺丝松动",
        "紧固了螺丝，贴了提示，试用正常。",
        "小区活动广场",
    ),
    text(("elderly-visit", One, 60), "一个人在家，想找人说说话。", "上门陪伴聊天", "聊了一个小时，约好下周再来。", ""),
    text(
        ("living-shopping", One, 50),
        "下雪路滑不敢出门，想请人代买些菜和药店的口罩。",
        "代买蔬菜和口罩",
        "按清单买好，小票和找零当面点清。",
        "",
    ),
    text(
        ("legal-advice", Skilled("legal"), 60),
        "租房合同到期，押金一直不退，想问问怎么办。",
        "租房押金不退的咨询",
        "讲清了合同约定和可以走的三条途径，给了书面提纲。",
        "",
    ),
    text(("living-hair", One, 40), "行动不便，想请人上门理个发。", "上门理发", "已理好，地上也扫干净了。", ""),
    text(
        ("environment-rubbish", Team(0), 120),
        "河边步道两旁有不少塑料袋，想请志愿队清一清。",
        "河边步道清洁",
        "清了两公里步道，分类装袋运走。",
        "河边步道",
    ),
    text(
        ("repair-heating", One, 60),
        "卧室的暖气片不热，别的房间都热。",
        "卧室暖气不热",
        "放了气，清了过滤网，现在热了。",
        "",
    ),
    text(
        ("opinions-suggestion", Office, 0),
        "建议在小区门口放一张长椅，老人等车可以坐坐。",
        "建议在门口放长椅",
        "已列入下月议事会议题，届时请您来说一说。",
        "",
    ),
    text(
        ("neighbours-noise", One, 45),
        "晚上楼上有搬动家具的声音，想请人好好沟通一下。",
        "夜间搬动声音的沟通",
        "两家见面说开了，约定晚上九点后不搬动家具。",
        "一单元",
    ),
    text(
        ("activities-activity", Team(2), 150),
        "想办一次邻里联欢，请文艺队帮忙排两个节目。",
        "邻里联欢排演节目",
        "排演并演出了三个节目，来了六十多位邻居。",
        "",
    ),
    text(
        ("health-equipment", One, 40),
        "老人出院，想借一把轮椅，自己搬不动。",
        "借用轮椅并送到家",
        "轮椅已送到，教了折叠和刹车。",
        "",
    ),
    text(
        ("neighbours-parking", One, 45),
        "单元门口常有车停着，轮椅出不去。",
        "单元门口停车挡路",
        "画了禁停线，和车主都说好了。",
        "五单元门口",
    ),
    text(
        ("environment-clutter", Team(1), 90),
        "地下室门口堆着杂物，消防通道过不去。",
        "地下室门口杂物清理",
        "通知了物主，一起清出了通道。",
        "地下室入口",
    ),
    text(
        ("legal-policy", Office, 0),
        "想问高龄补贴怎么申请，要带什么。",
        "高龄补贴怎么申请",
        "讲清了条件和材料，给了一张办事指南。",
        "",
    ),
    text(
        ("facilities-stairs", Team(3), 60),
        "单元门口台阶缺了一块，容易绊倒。",
        "单元门口台阶破损",
        "补好了台阶，刷了醒目的边线。",
        "六单元门口",
    ),
    text(
        ("repair-water", One, 40),
        "卫生间下水慢，洗完澡水要很久才流走。",
        "卫生间下水不畅",
        "疏通了下水，清出了头发和杂物。",
        "",
    ),
    text(
        ("living-phone", One, 30),
        "医保的页面总打不开，想请人教教。",
        "教用手机查医保",
        "教会了查询，字体也调大了。",
        "",
    ),
    text(("elderly-escort", One, 90), "要去银行办事，路远，想请人陪着。", "陪同去银行", "陪同办完，送回小区。", ""),
    text(
        ("opinions-thanks", Office, 0),
        "上次帮我修水龙头的志愿者很耐心，还把地擦干净了，谢谢他。",
        "感谢上门修水龙头的志愿者",
        "已转告志愿队，谢谢您的鼓励。",
        "",
    ),
];

/// Requests that go to departments.
pub(super) const FOR_DEPARTMENTS: [Text; 7] = [
    text(
        ("facilities-light", Department(2), 60),
        "路口的路灯不亮好几天了，晚上走路看不见。",
        "路口路灯不亮",
        "更换了灯具和控制器，夜间已亮。",
        "小区北门路口",
    ),
    text(
        ("facilities-road", Department(7), 90),
        "门前的井盖松动，车一过就响。",
        "井盖松动",
        "更换了井盖和垫圈。",
        "小区西门前路面",
    ),
    text(
        ("departments-bills", Department(0), 30),
        "这个月的水费比平时多了一倍，想请人查一查。",
        "水费异常请核查",
        "核对了水表，是内管渗漏，已退多收部分。",
        "",
    ),
    text(
        ("hazard-power", Department(8), 60),
        "配电箱的门开着，孩子常在旁边玩。",
        "配电箱门敞开",
        "修好了箱门，加了锁和警示牌。",
        "四单元旁配电箱",
    ),
    text(
        ("work-training", Department(4), 45),
        "想学电工，有没有免费的培训？",
        "咨询免费电工培训",
        "报上了下月的培训班，已告知时间地点。",
        "",
    ),
    text(
        ("neighbours-property", Department(1), 60),
        "楼顶漏水，物业说要等，不知等到什么时候。",
        "楼顶漏水催办",
        "物业已进场，两周内完成防水。",
        "",
    ),
    text(
        ("departments-papers", Department(9), 45),
        "想开个小吃店，不知道要办哪些手续。",
        "咨询开小吃店的手续",
        "列出了手续清单，约好了窗口时间。",
        "",
    ),
];

/// Requests that cannot be done here: what was asked, why not, and where it can be had.
pub(super) const REFUSED: [(&str, &str, &str, &str); 7] = [
    (
        "departments-papers",
        "想请社区开一个婚姻状况证明。",
        "按规定，社区不能开具这项证明。",
        "请带身份证件到县民政局婚姻登记处办理，电话可先问服务大厅。",
    ),
    (
        "repair-gas",
        "想自己把燃气管改到阳台，请派人来帮忙改。",
        "燃气管线只能由燃气公司改动，这样最安全。",
        "请打燃气公司的服务电话预约，社区可以帮您打。",
    ),
    (
        "departments-other",
        "和外地的商家有合同纠纷，请社区出面要钱。",
        "社区没有这项职权。",
        "可以打12315，也可以到县司法局的法律援助窗口，需要的话我们陪您去。",
    ),
    (
        "legal-policy",
        "想请社区证明我家的财产情况。",
        "按规定，社区不能开具这项证明。",
        "请向不动产登记中心查询，带上身份证件就可以。",
    ),
    (
        "living-shopping",
        "请志愿者拿我的银行卡去取钱。",
        "为了您的安全，志愿者不碰银行卡。",
        "可以请人陪您去银行，或请银行上门服务，我们帮您联系。",
    ),
    (
        "neighbours-noise",
        "请查一查对门住的是什么人。",
        "社区不打听也不登记邻居的情况。",
        "如果是声音或堆放的问题，请告诉我们是什么事，我们来沟通。",
    ),
    (
        "repair-power",
        "想在楼道里拉一根线给电动车充电。",
        "楼道拉线充电不安全，不能帮忙安装。",
        "小区西门有充电桩，也可以向议事会提议增加一处。",
    ),
];

/// Human answers when a request is accepted.
pub(super) const ANSWERS: [&str; 6] = [
    "收到了，今天就安排人联系您。",
    "谢谢您告诉我们，已经受理，有人接单会马上告诉您。",
    "已受理。方便的时间请保持电话畅通，不方便也没关系，可以凭编号查询。",
    "收到，我们先找合适的志愿者，最晚明天给您答复。",
    "您说的情况我们记下了，马上派单。",
    "已受理，上门前会告诉您来的人和暗号。",
];
/// Why something was not solved.
pub(super) const NOT_SOLVED: [&str; 4] = [
    "昨天修好了，今天早上又开始滴水。",
    "只清了一半，三楼还有两个柜子没搬走。",
    "暖气热了半天又凉了。",
    "扶手紧了一段，最上面一段还是晃。",
];
/// Questions back to the resident.
pub(super) const QUESTIONS: [&str; 3] =
    ["请问是哪个单元、几楼？", "请问什么时间家里有人？", "请问是一直漏，还是用水时才漏？"];
/// Notes of the staff about a matter.
pub(super) const NOTES: [&str; 4] =
    ["已电话确认时间。", "需要带梯子。", "同一单元上周也报过，建议一并查看。", "志愿者约好周六上午。"];

helpers-nav = 我的时间
helpers-title = 我能帮什么、什么时候有空
helpers-title-other = { $name } 愿意怎么帮忙
helpers-lead = 只按您勾选的给您看事情。不接不用说理由，随时可以改。
helpers-takes = 现在愿意接单吗
helpers-takes-yes = 愿意接
helpers-takes-no = 先歇一歇
helpers-pause = 暂停到哪天（含当天）
helpers-pause-wrong = 请选今天或以后的日期。
helpers-skills = 我会
helpers-skills-hint = 勾多少都行，带证的活要先给社区看证。
helpers-areas = 我愿意去
helpers-areas-hint = 一个都不勾，就是哪里都行。
helpers-languages = 我会说
helpers-times = 什么时候有空
helpers-times-hint = 上午 9:00–13:00，下午 13:00–18:00，晚上 18:00–21:00。
helpers-weekday =
    { $weekday ->
    [1] 星期一
    [2] 星期二
    [3] 星期三
    [4] 星期四
    [5] 星期五
    [6] 星期六
   *[7] 星期日
    }
helpers-morning = 上午
helpers-afternoon = 下午
helpers-evening = 晚上
helpers-saved = 记下了，从现在起按这个来。
skill-plumbing = 修水管
skill-electricity-licensed = 电工（持证）
skill-carpentry = 木工
skill-cleaning = 打扫
skill-carrying = 搬东西
skill-driving = 开车
skill-escort = 陪同出门
skill-reading-writing = 代读代写
skill-phone-help = 教用手机
skill-tibetan-interpreting = 藏语翻译
skill-hair = 理发
skill-cooking = 做饭
skill-child-tutoring = 辅导孩子
skill-legal = 法律知识
skill-first-aid = 急救
skill-rescue = 应急救援
skill-gardening = 种花养草
skill-performing = 文艺表演
helpers-answers = 愿意答应的心愿
helpers-answers-hint = 可选，随时可改。只在派单时配对用，不显示名单，不统计，别处没有影响。
helpers-answers-woman = 有人想要女帮手时，可以找我
helpers-answers-man = 有人想要男帮手时，可以找我

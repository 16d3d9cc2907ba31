calendar-title = 工作日历
calendar-lead = 哪天上班、哪天放假。办理时限都照这份日历算。
calendar-of-year = { $year } 年工作日历
calendar-years = 年份
calendar-weekday =
    { $weekday ->
        [1] 一
        [2] 二
        [3] 三
        [4] 四
        [5] 五
        [6] 六
       *[7] 日
    }
calendar-mark-off = 休
calendar-mark-work = 班
calendar-kind = 上班还是放假
calendar-kind-off = 放假
calendar-kind-work = 上班
calendar-working-days = 全年 { $days } 个工作日
calendar-hours = 每天 { $hours }
calendar-no-list = 还没有 { $year } 年的全国放假安排
calendar-no-list-advice = 现在只按周末休息来算。国务院公布以后，把名单导入进来，时限会自动重算。
calendar-added = 社区添加的日子
calendar-added-empty = 这一年还没有添加日子
calendar-added-empty-advice = 藏历新年、雪顿节这样的本地假日，可以在这里添加。
calendar-national = 全国放假安排
calendar-origin-hand = 社区自己添加
calendar-origin-list = 来自导入的名单
calendar-day = 日期
calendar-day-new = 添加一天
calendar-day-change = 修改这一天
calendar-day-lead = 比如藏历新年放假，或者某个周末要上班。
calendar-day-effect = 保存以后，没办完的事项会按新的日历重算期限。
calendar-day-wrong = 请写清楚日期，例如 2027-02-06。
calendar-day-taken = 这一天已经添加过了，请打开那一天修改。
calendar-year-wrong = 年份要在 { $first } 到 { $last } 之间。
calendar-name = 名称
calendar-reason = 依据
calendar-saved = 已保存，期限正在重算。
calendar-remove = 去掉这一天
calendar-remove-hint = 去掉以后，这一天照全国安排和周末来算。
calendar-removed = 已去掉，期限正在重算。
calendar-import = 导入一年的名单
calendar-import-lead = 先看一遍会改什么，再保存；有一行不对，就一行也不存。
calendar-list-paste = 把名单贴在这里
calendar-list-hint = 每行一天：日期,off 或 work,名称。off 是放假，work 是上班，例如 2027-01-01,off,元旦
calendar-list-file = 或者选一个 csv 文件
calendar-list-look = 先看一看
calendar-list-keep = 保存这份名单
calendar-list-kept = 名单已保存，期限正在重算。
calendar-list-same = 这份名单和现在的日历一样，不用改。
calendar-list-sum = 新增 { $new } 天，改动 { $changed } 天，{ $same } 天不变。
calendar-list-read = 读懂的日子
calendar-list-mend = 下面几行要改，现在什么也没有保存。
calendar-list-line = 第 { $line } 行：
calendar-list-empty = 名单是空的。每行写一天：日期,off 或 work,名称。
calendar-list-too-long = 名单太长了，一次最多一年。
calendar-list-no-text = 这个文件不是文字。请在表格软件里另存为“CSV UTF-8”再选。
calendar-list-cells = 要正好三格：日期、off 或 work、名称。
calendar-list-date = 日期看不懂，请写成 2027-01-01。
calendar-list-kind = 第二格要写 off（放假）或 work（上班）。
calendar-list-name = 没有名称。
calendar-list-twice = 和第 { $line } 行是同一天。
calendar-list-hand = 社区已经为这一天添加了“{ $name }”，说法相反。请先改那一天，或去掉这一行。
calendar-effect = 会怎样
calendar-effect-new = 新增
calendar-effect-changed = 改动
calendar-effect-same = 不变
calendar-holiday-new-year = 元旦
calendar-holiday-spring = 春节
calendar-holiday-qingming = 清明节
calendar-holiday-labour = 劳动节
calendar-holiday-dragon-boat = 端午节
calendar-holiday-mid-autumn = 中秋节
calendar-holiday-national = 国庆节

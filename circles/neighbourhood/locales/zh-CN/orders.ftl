# 点单 orders: words that every page of orders shares

## States 状态

orders-state-draft = 草稿
orders-state-submitted = 待受理
orders-state-awaiting-info = 待补充
orders-state-rejected = 不予受理
orders-state-accepted = 待派单
orders-state-dispatched = 待接单
orders-state-in-progress = 办理中
orders-state-return-requested = 退单待审
orders-state-resolved = 待核查
orders-state-verified = 待回访
orders-state-closed = 已结案
orders-state-withdrawn = 已撤销

## Outcomes 结果

orders-outcome-solved = 解决
orders-outcome-partly = 部分解决
orders-outcome-explained = 解释说明
orders-outcome-handed-over = 移交
orders-outcome-cannot = 无法办理

## What is told at each step 每一步怎么说

orders-told-submit = 您提出了这件事。
orders-told-submit-for = { $who } 替您登记了这件事。
orders-told-discard = 这份草稿已删除。
orders-told-accept = 社区受理了，{ $who } 答复：
orders-told-reject = 社区没有受理，{ $who } 说明：
orders-told-ask-back = { $who } 想再问一句：
orders-told-supply = 您补充了：
orders-told-withdraw = 这件事已撤销。
orders-told-dispatch = 社区正在请人来办。
orders-told-lapse = 暂时没人接，社区会再找人。
orders-told-recall = 社区重新安排，原因：
orders-told-take = { $who } 接下了。
orders-told-take-unnamed = 有人接下了。
orders-told-arrange = { $who } 约定 { $when } 来。
orders-told-nobody-home = { $who } 来过，家里没人。
orders-told-nobody-home-again = { $who } 来过，家里没人；{ $when } 再来。
orders-told-hand-back = 换人来办，社区正在找。
orders-told-request-return = 承办单位提出退回：
orders-told-approve-return = 社区同意退回，另找人办。
orders-told-refuse-return = 社区没有同意退回：
orders-told-done = 办完了：
orders-told-settle = { $who } 答复办结：
orders-told-verify = 换人核实过了，确实办好。
orders-told-fail-check = 换人核实，还没办好：
orders-told-solved = 您说：解决了。
orders-told-reopen = 您说：没解决。社区重新办理。
orders-told-call-unanswered = 打过电话，没有接通。
orders-told-rate = 您评价了这件事。结案。
orders-told-close = 结案。
orders-told-close-unrated = 联系不上您，先结案；30 天内说没解决，随时重办。
orders-message-call-me = 请给我打电话。
orders-message-photos = 又发来 { $count } 张照片。
orders-message-photos-for = 替居民放进了 { $count } 张照片。
orders-place-whole = { $compound }，不分楼
orders-photos-left = 还可以放 { $count } 张，位置信息会自动去掉
orders-photos-staged = 已收到 { $count } 张，改好以后一起发
orders-photos-max = 选多了，一件事最多 6 张

## Reasons of suggestions 推荐理由

orders-fit-skill = 会做这个
orders-fit-place = 在附近
orders-fit-language = 说同一种话
orders-fit-time = 那个时间有空

## Words to check at the door 对门口的词

orders-door-word-1 = 雪山
orders-door-word-2 = 青稞
orders-door-word-3 = 格桑花
orders-door-word-4 = 酥油茶
orders-door-word-5 = 牦牛
orders-door-word-6 = 彩虹
orders-door-word-7 = 石桥
orders-door-word-8 = 星星
orders-door-word-9 = 小溪
orders-door-word-10 = 松树
orders-door-word-11 = 月亮
orders-door-word-12 = 云朵

## Emergency notices 紧急提示

orders-notice-fire = 着火先离开，打 119。
orders-notice-gas = 闻到燃气味：关阀，开窗，别动开关，到外面再打燃气公司电话。
orders-notice-electricity = 漏电先离开，再打 95598。
orders-notice-water = 漏水先关总阀。
orders-notice-injury = 有人受伤，打 120。

## Refusals 不能办时怎么说

orders-refused-not-now = 这一步现在办不了，可能别人已经办过。请看看最新情况。
orders-refused-reason = 请写一句原因。
orders-refused-taken = 已经有人接下了，谢谢您。
orders-refused-own-work = 自己办的事，请别人来核查。
orders-refused-resident-answers = 这是上门服务，由居民自己说解决没解决。
orders-refused-licence = 这件事要有证的人来做。
orders-refused-department = 这件事只能派给部门或单位。
orders-refused-not-wished = 居民希望换一位帮手。
orders-refused-code = 单号和查询码对不上，请再看看小票。
orders-refused-too-late = 时间太久了，请重新提一件，或到大厅来说。
orders-refused-not-solved-yet = 先说一声解决了没有，再评价。
orders-refused-nothing-to-confirm = 没有要确认的时长。
orders-refused-own-minutes = 自己的时长请别人确认。
orders-refused-settled = 这件是大厅直接答复的，没办好请重办。
orders-refused-no-photos-of-homes = 家里不拍照。
orders-refused-ask-to-return = 单位和部门请写明原因，申请退回。
orders-refused-no-phone = 没有留电话。
orders-refused-empty = 这里请写几个字。
orders-refused-category = 请选一类。
orders-refused-answer = 请回答第 { $number } 个问题。
orders-refused-phone = 这个电话号码看起来不对。
orders-refused-photos = 最多 { $limit } 张照片。
orders-refused-no-photos = 请先选照片。
orders-refused-place = 请再选一次地方。
orders-refused-targets = 请选要派给谁，最多 20 个。
orders-refused-minutes = 请写实际用了多少分钟，1 到 960。
orders-refused-companion = 一起帮忙的人要在同一个队或单位里。
orders-refused-grade = 请选一到五。

## Categories 分类

categories-name-missing = 请写名称。
categories-too-many-questions = 最多 { $limit } 个问题。
categories-question-empty = 问题不能空着。
categories-choose = 请从列表里选。
categories-minutes = 请写 { $least } 到 { $most } 分钟。

## The field catalogue 字段目录

orders-fields-asker = 这是谁的事
orders-fields-call = 怎么称呼、怎么联系
orders-fields-find = 按来电找回这件事
orders-fields-what = 要办什么
orders-fields-where = 到哪里去
orders-fields-wish = 希望谁、什么时候来
orders-fields-holder = 谁来办
orders-fields-minutes = 帮忙的时长
orders-fields-pass = 这件事不再问谁；结案就删
orders-fields-viewers-hand = 本人、社区，接下这件事的人在办理期间
orders-fields-viewers-office = 本人、社区
orders-fields-viewers-helper = 帮忙的人、确认的人
orders-fields-retention = 随这件事保存；照片结案 30 天后删

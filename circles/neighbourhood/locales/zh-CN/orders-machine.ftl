# 点单 orders: the side ways of a matter 移交、说事、挂账、延期、督办、作废、向监委会反映

## States 状态

orders-state-transferred = 已移交
orders-state-in-talk = 说事中
orders-state-suspended = 挂账
orders-state-voided = 已作废

## What is told at each step 每一步怎么说

orders-told-transfer = 社区把这件事转给{ $who }，请他们 { $when } 前答复：
orders-told-pass-up = 社区把这件事报给{ $who }，请他们 { $when } 前答复：
orders-told-reply = { $who } 答复了：
orders-told-return-again = { $who } 第二次提出退回，大家坐下来说清楚由谁办：
orders-told-rule-department = 说事定了：由{ $who } 办，{ $when } 前答复。
orders-told-rule-office = 说事定了：由社区办。
orders-told-ask-suspend = { $who } 提出先放一放，到 { $when } 再办，等另一位同意：
orders-told-suspend = 这件事先放一放，到 { $when } 再办，原因：
orders-told-refuse-suspend = 没有同意放一放，接着办：
orders-told-resume = 接着办了，社区正在安排。
orders-told-wake = 说好的日子到了，社区接着办。
orders-told-extend = 办好的日子改到 { $when }，原因：
orders-told-supervise = 社区书记在盯着这件事：
orders-told-lift-supervision = 社区书记不用再盯着了：
orders-told-ask-void = { $who } 认为这条登记错了，等另一位核对：
orders-told-void = 这条登记有误，作废了。您还有事，请再说一声。原因：
orders-told-refuse-void = 核对过了，这条登记没有错：

## Refusals 不能办时怎么说

orders-refused-own-wish = 这是您自己提的，要请另一位来定。
orders-refused-already-asked = 已经提过了，正在等另一位来定。
orders-refused-day-passed = 提的日子已经到了，请重新提一个。
orders-refused-extended-once = 这一轮已经延过一次，不能再延。
orders-refused-expired = 已经过了期限，不能再延。请抓紧办，并告诉居民。
orders-refused-ruled = 说事已经定了由你们办，不能再退。办不了，请打电话和社区商量。
orders-refused-appeal-waiting = 您上次反映的还在等答复。监委会答复后，可以再说。
orders-refused-appeal-answered = 别的委员已经答复了。
orders-refused-had-a-hand = 您经手过这件事，请别的委员来答复。
orders-refused-day = 请选一个今天以后、半年以内的日子。
orders-refused-day-sooner = 这个日子不比原来的晚，请再选。
orders-refused-choose-department = 请选一个部门。
orders-refused-who-does-it = 请选由谁来办。

## The desk 办公页面

orders-desk-nav-approvals = 待我定的
orders-desk-asides = 移交、延期、挂账、作废
orders-desk-supervised = 督办
orders-desk-clock-reply = 答复
orders-desk-waits-reply = 已经转出去了，等对方答复。
orders-desk-waits-talk = 部门第二次退回，等说事定由谁办。
orders-desk-waits-day = 先放着，到了日子会自动回来。
orders-desk-department = 转给哪个部门
orders-desk-transferred = 转给了
orders-desk-transferred-line = { $who }，{ $when } 前答复
orders-desk-look-again = 再看的日子
orders-desk-asked = 等另一位定
orders-desk-asked-suspend = { $who } 提出挂账，{ $day } 再办
orders-desk-asked-void = { $who } 提出作废
orders-desk-reply-by = 请对方哪天前答复
orders-desk-reply-by-hint = 居民会看到这个日子。
orders-desk-transfer = 移交给部门
orders-desk-transfer-button = 移交
orders-desk-transfer-reason = 请部门办什么，为什么归他们管
orders-desk-transfer-done = 已经转出去了，居民看得到。
orders-desk-pass-up = 报给上级
orders-desk-pass-up-lead = 这里没有账号的单位也写在这里。对方答复后，由社区登记。报给上级不计数，也不影响谁。
orders-desk-pass-up-to = 报给谁
orders-desk-pass-up-button = 报给上级
orders-desk-pass-up-reason = 请上级办什么，为什么社区办不了
orders-desk-reply = 登记对方的答复
orders-desk-reply-text = 对方怎么答复的
orders-desk-reply-button = 登记答复
orders-desk-reply-done = 答复登记了，请接着办。
orders-desk-ruling-lead = 部门第二次退回。说事以后，把定下的结果写在这里。
orders-desk-ruling-who = 由谁来办
orders-desk-ruling-community = 社区来办
orders-desk-ruling-text = 说事怎么定的
orders-desk-ruling-text-hint = 写清哪天说的、谁在场、为什么这样定。居民看得到。
orders-desk-ruling-day-hint = 由部门办才要填。
orders-desk-ruling-button = 写下结果
orders-desk-ruling-done = 结果写下了，居民看得到。
orders-desk-extend = 延期一次
orders-desk-extend-day = 改到哪天办好
orders-desk-extend-hint = 一轮只能延一次，要在到期以前。
orders-desk-extend-reason = 为什么办不完，怎么跟居民说
orders-desk-extend-button = 延期并告诉居民
orders-desk-extend-done = 日子改了，居民看得到原因。
orders-desk-suspend = 挂账（先放一放）
orders-desk-suspend-day = 到哪天再办
orders-desk-suspend-hint = 到了这天，会自动回到待派单。
orders-desk-suspend-reason = 为什么现在办不了，怎么跟居民说
orders-desk-suspend-button = 提出挂账
orders-desk-second-person = 另一位同意后才算。
orders-desk-asked-done = 提好了，等另一位来定。
orders-desk-resume-lead = 现在能办了，就接着办。
orders-desk-resume = 接着办
orders-desk-resume-done = 接着办，请派给合适的人。
orders-desk-supervise = 督办
orders-desk-supervise-reason = 为什么要盯着
orders-desk-supervise-button = 开始督办
orders-desk-supervise-done = 记下了。
orders-desk-lift = 不再督办
orders-desk-lift-reason = 为什么不用盯了
orders-desk-lift-button = 结束督办
orders-desk-void = 作废（登记错了）
orders-desk-void-lead = 只用于登记错的记录。另一位核对后才算，台账里还看得到。
orders-desk-void-reason = 错在哪里
orders-desk-void-button = 提出作废

## What waits for the secretary 待我定的

orders-desk-approvals-lead = 一个人提，另一个人定。自己提的，自己不能定。
orders-desk-approvals-none = 没有要定的事
orders-desk-approvals-none-advice = 有人提出挂账、作废，或部门第二次退回，会出现在这里。
orders-desk-approvals-own = 这是您自己提的，要请另一位来定。
orders-desk-approve = 同意
orders-desk-approved = 同意了，居民看得到原因。
orders-desk-not-approve = 不同意
orders-desk-not-approve-reason = 为什么不同意
orders-desk-not-approve-button = 不同意，接着办
orders-desk-not-approved = 没有同意，原因写下了。
orders-desk-talks = 等说事的
orders-desk-talks-lead = 部门退回了两次。请把有关部门和居民请到一起说，再写下由谁办。

## The department's page 部门的页面

orders-take-reply = 答复社区
orders-take-reply-by = 请在 { $time } 前答复
orders-take-reply-text = 怎么办的，或者怎么答复居民
orders-take-reply-hint = 这段话居民会原样看到。写清办到哪一步、下一步什么时候。
orders-take-reply-send = 交回社区
orders-take-replied = 答复交给社区了，谢谢。
orders-take-to-reply = 待答复

## The supervision committee's page 监委会的页面

orders-appeals-nav = 居民反映
orders-appeals-title = 居民反映办事的情况
orders-appeals-lead = 用话答复，不改办事的结果。经手过的委员不答复。
orders-appeals-waiting = 等答复
orders-appeals-none = 没有等答复的
orders-appeals-none-advice = 居民对办事不满意，会在这里告诉你们。
orders-appeals-answered = 已答复
orders-appeals-by = 最晚 { $time } 答复
orders-appeals-said = 居民说
orders-appeals-answer = 监委会的答复
orders-appeals-answer-hint = 说清看了什么、怎么看、建议怎么办。居民会原样看到。
orders-appeals-send = 答复居民
orders-appeals-done = 答复了，居民看得到。
orders-appeals-story = 这件事的经过
orders-appeals-story-lead = 这里没有电话和门牌。

## The field catalogue 字段目录

orders-fields-appeal = 对办事不满意，说给监委会听
orders-fields-viewers-committee = 本人、监委会

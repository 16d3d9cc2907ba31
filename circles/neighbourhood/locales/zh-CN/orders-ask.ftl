### 居民和来访者看到的点单页面：求助、查进度、我的事项。

orders-ask-nav = 求助
orders-ask-nav-matters = 我的事项
orders-ask-title = 我要求助
orders-ask-list-comma = 、
# $step 是 1 到 3
orders-ask-step = 第 { $step } 步，共 3 步

# 第 1 步
orders-ask-start = 要帮什么忙？
orders-ask-start-lead = 选一类就行。选错了也没关系，社区会改。
orders-ask-which = 是哪一种？
orders-ask-other-group = 都不像，换一类
orders-ask-none = 还没有可选的类别
orders-ask-none-advice = 请打电话或到大厅，一样办。
orders-ask-emergency = 紧急电话
orders-ask-fire = 着火
orders-ask-hurt = 受伤、急病
orders-ask-danger = 有危险
orders-ask-electric = 漏电先离开，再打
orders-ask-follow-link = 查一查办到哪步
orders-ask-follow-link-hint = 输入单号和六位查询码

# 第 2 步
orders-ask-change-kind = 换一类
orders-ask-what-title = 说说是什么事
orders-ask-body = 发生了什么
orders-ask-body-hint = 不用写姓名和电话，下一步再选。
orders-ask-body-missing = 请写一句是什么事
orders-ask-optional = 可以不填
orders-ask-answers-missing = 还有问题没有回答
orders-ask-place = 在哪里
orders-ask-place-choose = 请选小区和楼
orders-ask-place-none = 不用上门
orders-ask-place-missing = 请选一个地方，或在下面写一句在哪里
orders-ask-stairway = 单元（可以不填）
orders-ask-door = 门牌（可以不填）
orders-ask-door-hint = 只有来帮忙的人看得到
orders-ask-spot = 具体位置（可以不填）
orders-ask-spot-hint = 比如：楼门口、三楼拐角、河边步道
orders-ask-photo = 拍照
orders-ask-photo-hint = 可以不拍。最多 6 张，位置信息会自动去掉
orders-ask-photo-max = 最多 6 张
orders-ask-photos-kept = 已收到 { $count } 张照片
orders-ask-photo-drop = 去掉第 { $position } 张
orders-ask-photo-number = 第 { $position } 张照片
orders-ask-next = 下一步：怎么联系您
orders-ask-kept-here = 已存在这台手机上，断网也在。
orders-ask-clear = 清除

# 第 3 步
orders-ask-contact-title = 怎么联系您
orders-ask-contact-lead = 这一页都可以不填。什么也不留，就凭单号和查询码查进度。
orders-ask-edit = 修改
orders-ask-for = 替谁求助
orders-ask-for-me = 我自己
orders-ask-called = 怎么称呼您
orders-ask-called-hint = 比如：样阿姨。可以不写真名
orders-ask-phone = 电话
orders-ask-phone-hint = 只有社区和接单的人在办这件事时看得到，每次查看都有记录
orders-ask-phone-hint-account = 不填就用您登记过的电话。每次查看都有记录
orders-ask-wishes = 还有什么希望（可以不填）
orders-ask-language = 想说什么话
orders-ask-any = 都可以
orders-ask-part = 什么时候方便
orders-ask-part-morning = 上午
orders-ask-part-afternoon = 下午
orders-ask-part-evening = 晚上
orders-ask-time = 具体哪天、几点
orders-ask-time-hint = 比如：周三下午两点以后
orders-ask-other = 对来帮忙的人
orders-ask-other-hint = 比如：最好是女同志。尽量照办，不保证
orders-ask-without = 这次不想请谁
orders-ask-without-hint = 不用说理由，本人不会知道
orders-ask-without-nobody = 没有
orders-ask-next-steps = 交上去以后，最晚 48 小时内一定有人答复您。
orders-ask-send = 交给社区
orders-ask-back = 回上一步

# 交好了
orders-ask-done-title = 已交给社区
orders-ask-done-heading = 已经交给社区了
orders-ask-done-number = 单号
orders-ask-done-code = 查询码
orders-ask-done-write = 请记下来，或拍张照。
orders-ask-done-why = 没有账号也没有电话时，只凭这两个号码查进度。
orders-ask-done-kin = 您用自己的账号看进度。查询码只给本人：打电话或到大厅就能拿到。
orders-ask-done-slip = 打印一张小票
orders-ask-done-next = 接下来
orders-ask-done-step-asked = 您提出
orders-ask-done-48 = 最晚 48 小时内答复您
orders-ask-done-follow = 看办到哪步
orders-ask-done-elsewhere = 换一台手机也能查：打开首页，点“查一查办到哪步”。
orders-ask-done-shared = 这是公用的机器，用完清掉
orders-ask-slip-title = 求助回执
orders-ask-slip-what = 什么事
orders-ask-slip-asked = 提出时间
orders-ask-slip-follow = 查进度：打开社区首页，点“查一查办到哪步”，输入单号和查询码。
orders-ask-slip-call = 不上网也行，打电话或到大厅：
orders-ask-slip-code = 查询码等于钥匙，请不要给别人。丢了到大厅换一个。

# 查进度
orders-ask-follow-title = 查一查办到哪步
orders-ask-follow-lead = 不用登录。两个号码都在小票上。
orders-ask-follow-code-hint = 六位数字
orders-ask-follow-open = 查看
orders-ask-follow-lost = 号码丢了？
orders-ask-follow-lost-advice = 到大厅或打电话，核对后给您换一个新的查询码。

# 我的事项
orders-ask-mine-empty = 这里还没有事项
orders-ask-mine-empty-advice = 有事就说，社区一定答复。
orders-ask-mine-open = 正在办
orders-ask-mine-ended = 已办结
orders-ask-mine-visitor = 没有登录时，这里只有这台手机今天打开过的事项。
orders-ask-your-turn = 等您说一句
orders-ask-number = 单号 { $number }
orders-ask-by = 最晚 { $time }
orders-ask-round = 第 { $round } 次办理

# 一件事：现在
orders-ask-now-draft = 还没有交
orders-ask-now-submitted = 已交到社区
orders-ask-now-asked-back = 社区想问您一件事
orders-ask-now-rejected = 社区不能办这件事
orders-ask-now-accepted = 社区正在找人来办
orders-ask-now-dispatched = 正在等人接
orders-ask-now-in-progress = 正在办
orders-ask-now-who = { $who } 正在办
orders-ask-now-comes = 约定 { $time } 来
orders-ask-now-your-word = 办完了，请您说解决没有
orders-ask-now-checking = 办完了，正在换人核实
orders-ask-now-rate = 谢谢。请给这件事打个分
orders-ask-now-closed = 这件事已办结
orders-ask-now-withdrawn = 您已撤回
orders-ask-by-accept = 最晚 { $time } 答复您
orders-ask-by-dispatch = 最晚 { $time } 找到人
orders-ask-by-take = 最晚 { $time } 有人接；没人接，社区再找人
orders-ask-by-resolve = 最晚 { $time }，办不完会先告诉您为什么
orders-ask-by-verify = 最晚 { $time } 核实完
orders-ask-by-call-back = 最晚 { $time } 来问您解决没有
orders-ask-by-late = 原定 { $time }，晚了，对不起。负责人已收到提醒
orders-ask-todo-answer = 社区受理，给您答复
orders-ask-todo-send = 找到合适的人来办
orders-ask-todo-check = 换人核实，再问您解决没有
orders-ask-todo-your-word = 办完请您说解决没有
orders-ask-todo-rate = 您给这件事打分，就办结
orders-ask-coming-who = 谁来
orders-ask-coming-when = 什么时候
orders-ask-coming-word = 门口对的词
orders-ask-coming-check = 开门前请他说出这个词。说不出，就不要开门，打社区电话。
orders-ask-way-forward = 可以这样办
orders-ask-story = 办理经过
orders-ask-quote = “{ $text }”
orders-ask-talk = 来往的话
orders-ask-you = 您
orders-ask-office = 社区

# 一件事：您来说
orders-ask-asked-back = 社区想问您
orders-ask-your-answer = 您的回答
orders-ask-send-answer = 回答
orders-ask-is-it-solved = 解决了吗？
orders-ask-minutes-right = 帮忙的时间对
orders-ask-minutes-line = { $who } 帮了 { $span }
orders-ask-minutes-confirm = 时间对
orders-ask-solved = 解决了
orders-ask-not-solved = 没解决
orders-ask-why-not = 还差什么
orders-ask-why-not-hint = 写一句就行。社区会重新办，不用重新排队。
orders-ask-do-again = 请重新办
orders-ask-rate = 这件事办得怎么样？
orders-ask-rate-hint = 给这件事打分，不是给人打分。
orders-ask-grade-5 = 很满意
orders-ask-grade-4 = 满意
orders-ask-grade-3 = 一般
orders-ask-grade-2 = 不满意
orders-ask-grade-1 = 很不满意
orders-ask-rate-send = 打分，办结
orders-ask-close-unrated = 不打分，直接办结
orders-ask-say = 补充一句
orders-ask-say-label = 想补充什么
orders-ask-say-send = 发给社区
orders-ask-photos-later = 补照片
orders-ask-photos-later-lead = 只有社区和来办的人看得到，办结 30 天后删除。
orders-ask-photos-send = 发给社区
orders-ask-photos-added = 照片已发给社区
orders-ask-call = 给我打电话
orders-ask-call-lead = 社区会在上班时间打给您。
orders-ask-call-known = 不填就打您留过的电话
orders-ask-call-send = 请打给我
orders-ask-asked = 您当时说的
orders-ask-withdraw = 撤回这件事
orders-ask-withdraw-lead = 撤回以后就不办了。以后还需要，随时再提。
orders-ask-withdraw-do = 撤回
orders-ask-said = 已发给社区
orders-ask-answered = 谢谢，社区接着办
orders-ask-call-asked = 好的，社区会打给您
orders-ask-withdrawn = 已撤回
orders-ask-thanks-solved = 太好了，谢谢您告诉我们
orders-ask-again = 知道了，社区马上重新办
orders-ask-thanks-rated = 谢谢您，这件事办结了
orders-ask-thanks-closed = 这件事办结了
orders-ask-minutes-confirmed = 谢谢，时间记好了

# 向上反映
orders-ask-unhappy = 不满意？
orders-ask-unhappy-lead = 可以随时向上级反映，不影响这件事的办理。
orders-ask-up-title = 向上反映的路
orders-ask-up-lead = 随时可以用，不用先经过社区。不影响您的事，也不会被统计。
orders-ask-up-department = 找主管部门
orders-ask-up-department-how = 可以自己直接去县里的主管部门。不知道找哪个，打电话问社区，社区告诉您部门和电话。
orders-ask-up-line-how = 政务服务热线，全天有人接。说清单号和事情就行。
orders-ask-up-law = 法律途径
orders-ask-up-law-how = 可以先问社区的法律顾问或公共法律服务热线，都不收钱；也可以直接向人民法院起诉。
orders-ask-up-committee = 向居务监督委员会反映
orders-ask-up-committee-how = 居务监督委员会由居民选出，监督居委会办事。可以到大厅当面说，也可以写信。

# 全部记录
orders-ask-copy-link = 这件事的全部记录
orders-ask-copy-link-hint = 连工作人员写的备注也在，可以打印
orders-ask-copy-title = 一件事的全部记录
orders-ask-copy-made = 打印时间：{ $time }
orders-ask-copy-lead = 社区对这件事记下的内容都在这里，包括工作人员的备注。
orders-ask-copy-kind = 类别
orders-ask-copy-state = 办到哪步
orders-ask-copy-title-office = 社区写的标题
orders-ask-copy-steps = 经过
orders-ask-copy-talk = 来往的话
orders-ask-copy-notes = 工作人员的备注
orders-ask-copy-nothing = 没有
orders-ask-copy-photos = 照片 { $count } 张，办结 30 天后删除。
orders-ask-copy-rights = 哪里写得不对，可以要求更正或删除。到大厅说，或打电话：
orders-ask-copy-recorded = 由 { $who } 代您记下
orders-ask-copy-phone = 留过电话，加密保存
orders-ask-copy-looks = 谁看过电话、什么时候、为什么
orders-ask-copy-grades = 您打的分

## The side ways of a matter 移交、挂账、作废、向监委会反映

orders-ask-now-transferred = 转给{ $who }在办
orders-ask-now-in-talk = 大家正在商量由谁来办
orders-ask-now-suspended = 先放一放，没有忘
orders-ask-now-look-again = { $day } 接着办
orders-ask-now-voided = 这条登记作废了
orders-ask-by-reply = 请他们最晚 { $time } 答复
orders-ask-todo-tell = 有了答复，社区告诉您
orders-ask-appeal = 向监委会反映这件事办得怎么样
orders-ask-appeal-lead = 居务监督委员会由居民选出，不归办事的人管。他们会看到这件事的经过，看不到您的电话和门牌。10 天内书面答复您。办事的人看不到您写的话。这件事照常办。
orders-ask-appeal-label = 哪里办得不好
orders-ask-appeal-send = 交给监委会
orders-ask-appeal-sent = 交给监委会了。
orders-ask-appeal-said = 您向监委会反映的
orders-ask-appeal-by = 监委会最晚 { $time } 答复
orders-ask-appeal-answered = 监委会 { $time } 答复：

# 并单、拆单、我也关心 merging, splitting, caring about one too

orders-state-merged = 已并入
orders-told-merge = 社区发现是同一件事，并到一起办。
orders-told-unmerge = 从一起办的那件里拆出来，接着单独办：
orders-told-close-merged = 一起办的那件办结了，这件也办结。
orders-told-split = 社区把其中一部分拆出来另办。
orders-merge-other-ended = 一起办的那件没有办下去。
orders-fields-care = 谁也关心这件公共的事；事情结束 30 天后就删

## What everyone may know 人人可以看到的进展

orders-merge-all-submit = 有人提出了这件事。
orders-merge-all-accept = 社区受理了。
orders-merge-all-dispatch = 社区在请人来办。
orders-merge-all-take = 有人接下了。
orders-merge-all-again = 换人来办，社区在找。
orders-merge-all-done = 办完了，等核查。
orders-merge-all-verify = 换人核实过，办好了。
orders-merge-all-fail-check = 核实过，还没办好，接着办。
orders-merge-all-reopen = 没解决，重新办理。
orders-merge-all-close = 办结。
orders-merge-all-ended = 这件不再办了。
orders-merge-all-merge = 和另一件一起办。

## Refusals 不能办时怎么说

orders-refused-no-such-order = 没有这个号，或者那件已经结束。请再看看单号。
orders-refused-same-order = 这就是同一张单。
orders-refused-into-merged = 那件自己也并进了别的单。请并到最后那一件。
orders-refused-leads-others = 已有别的单并进了这件。请反过来并，或先拆开。
orders-refused-other-class = 公共的事和私人的事不能并，上门服务和公共场所也不能并。公共场所才有给邻居看的标题。
orders-refused-other-person = 私人的事只能和同一个人提的并在一起，免得别人看到。
orders-refused-own-matter = 这件是您自己提的，在“我的事”里看。
orders-refused-title-names = 标题人人能看到：别写名字、电话、门牌。

## The asker's page 提出人的页面

orders-merge-now = 并到另一件一起办
orders-merge-goes-on = 并到 { $number } 号一起办
orders-merge-went-with = 和 { $number } 号一起办结
orders-merge-goes-on-lead = 您不用再做什么。那边的进展这里都能看到，办结了一起办结；没解决，您照样可以说。
orders-merge-not-same = 不是同一件事？在下面说一句，社区会拆出来。
orders-merge-parts = 拆出来另办的
orders-merge-origin = 这件是从您的这一件里拆出来的

## Caring 我也关心

orders-care-offered = 邻居提过这些，是同一件吗？
orders-care-offered-lead = 是的话点一下，跟着看进展，不用再写一遍。
orders-care-none-of-these = 都不是，接着写下面的
orders-care-do = 我也关心这件
orders-care-title = 我也关心
orders-care-done = 记下了。有进展在这里看。
orders-care-keep = 没有账号，请记下号码和查询码，以后凭它看进展。
orders-care-stop = 不再关心
orders-care-stop-lead = 点了就删，什么也不留。以后可以再点。
orders-care-stopped = 好的，已经删了。
orders-care-ended = 您已经不再关心这件，或者它早就办结了。
orders-care-untitled = 公共的事
orders-care-progress = 进展
orders-care-other = 您的情况不一样？
orders-care-ask-own = 自己提一件
orders-care-since = { $when } 提出
orders-care-counter = 可能已经有人提过
orders-care-counter-lead = 先念标题给居民听。是同一件，就替他记下“我也关心”，不用再录一遍。
orders-care-counter-do = 替他关心这件
orders-care-counter-done = 替居民记下了
orders-care-counter-account = 居民有账号，在“我的事”里看进展。

## The office's page 大厅的页面

orders-merge-kin = 相关的单
orders-merge-cares = 另有 { $count } 位邻居也关心
orders-merge-into = 已并入这一件
orders-merge-merged = 并到这件里的
orders-merge-merged-lead = 他们后来说的话也在这里；回话请打开那一件。
orders-merge-linked-origin = 从这一件拆出来
orders-merge-linked-parts = 从这件拆出去的
orders-merge-merge = 是同一件事？并到另一件
orders-merge-near = 同一小区、同一类、还没办完的
orders-merge-near-none = 没找到差不多的。知道单号就填单号。
orders-merge-number = 或者填单号
orders-merge-words = 对居民说一句（可以不写）
orders-merge-words-hint = 别提另一位居民，也别写他的原话。
orders-merge-lead = 并过去以后，这件离开所有清单，时限停住。办错了可以原样拆回来。
orders-merge-do = 并过去
orders-merge-merged-done = 并过去了
orders-merge-choose = 请选一件，或填单号。
orders-merge-unmerge = 不是同一件？拆回来
orders-merge-unmerge-lead = 拆回来就和并之前一样：还在原来那一步、原来的人手里，剩下的时间一点不少。
orders-merge-unmerge-reason = 为什么拆（会告诉居民）
orders-merge-unmerge-do = 拆回来
orders-merge-unmerged-done = 拆回来了
orders-merge-public-title = 给邻居看的标题
orders-merge-public-title-hint = 写了，邻居才能点“我也关心”。人人看得到：用您自己的话，不写名字、电话、门牌，不抄居民原话。
orders-merge-public-title-none = 还没有写，邻居看不到这件
orders-merge-public-title-saved = 标题存好了
orders-merge-save = 保存
orders-merge-split = 里面有几件事？拆一件出来
orders-merge-split-title = 从 { $number } 号拆一件出来
orders-merge-split-lead = 原来的单号不变，接着办。拆出来的有自己的单号，还是这位居民的，现在就算受理，时限从现在起算。要拆几件就做几次。
orders-merge-split-body = 拆出来的是什么事
orders-merge-split-body-hint = 用您的话写清这一件，不用再抄原话。
orders-merge-split-photos = 哪几张照片归这一件？不选就不带
orders-merge-split-photo = 第 { $count } 张照片
orders-merge-split-do = 拆出来
orders-merge-split-done = 拆出来了，这是新的一件
orders-merge-waits = 和另一件一起办，这里不用做什么

"""What a page shows beside its report, and how it may be written otherwise, by kinds.

A kind takes a page's text and the number of the visit and gives the page as that visit finds it: the same report
with other noise. Of whoever calls it nothing is expected but that the text is HTML.
"""

import re

# Lines of a site, and longer pieces. What differs at each visit is {n} and {m}.
LINES = {
    "hits": "浏览次数：{n}",
    "hits in words": "已有{n}人浏览",
    "hits in brackets": "【点击：{n}次】",
    "hits of the page": "本页面已被访问 <b>{n}</b> 次",
    "hits in English": "Views: {n}",
    "readings": "阅读量 {n} 次",
    "visits": "您是第 {n} 位访问者",
    "likes": "点赞 {m} 收藏 {n} 分享 {m}",
    "forwards": "转发（{m}） 评论（{n}）",
    "generated": "页面生成时间：2026-11-0{m} 10:0{m}",
    "printed": "打印时间：2026-11-0{m} 10:0{m}:00",
    "clock": "当前时间：2026-11-0{m} 10:0{m}:00",
    "today": "今天是2026年11月{m}日 星期一 晴 {m}℃",
    "weather": "龙游 多云 {m}~{n}℃ 空气质量：优",
    "online": "当前在线：{m}人　总访问量：{n}",
    "copyright": "Copyright © 2010-202{m} 示例县人民政府 版权所有",
    "rights": "版权所有 © 202{m} 示例县人民政府",
    "share bar": "分享到：<a href='#'>微信</a> <a href='#'>微博{m}</a>",
    "tools": "【字号：大 中 小】 【打印】 【关闭】",
    "token": "p1Ean{m}F",
    "long token": "9f86d081884c7d659a2feaa0c55ad0{n}",
    "messages of visitors": "网友{m}：好",
}
BLOCKS = {
    "neighbours in paragraphs": "<p>上一篇：<a href='/a{n}'>示例县第{n}号通知</a></p><p>下一篇：<a href='/b{n}'>没有了{m}</a></p>",
    "neighbours in a division": "<div class='prevnext'><a href='/a{n}'>上一条：第{n}号通知</a> <a href='/a{m}'>下一条：第{m}号通知</a></div>",
    "neighbours in items": "<ul><li>上一篇：</li><li><a href='/a{n}'>关于{n}的通知</a></li><li>下一篇：</li><li><a href='/a{m}'>关于{m}的通知</a></li></ul>",
    "one neighbour": "<ul><li>上一篇：</li><li><a href='/a{n}'>关于{n}的通知</a></li><li>下一篇：</li><li>没有了</li></ul>",
    "neighbours in a table": "<table><tr><td>上一篇：<a href='/a{n}'>关于{n}的通知</a></td><td>下一篇：<a href='/a{m}'>关于{m}的通知</a></td></tr></table>",
    "arrows": "<p><a href='/a{n}'>&laquo; 前一篇：第{n}号</a></p><p><a href='/a{m}'>后一篇：第{m}号 &raquo;</a></p>",
    "recommended": "<div><h3>相关阅读</h3><ul><li><a href='/n{n}'>第{n}号消息报道</a></li><li><a href='/n{m}'>第{m}号消息报道</a></li></ul></div>",
    "recommended with dates": "<p>推荐阅读</p><p><a href='/n{n}'>第{n}号消息报道</a> 2026-11-1{m}</p><p><a href='/m{n}'>第{m}号会</a> 2026-11-1{m}</p>",
    "hot news": "<dl><dt>热点新闻</dt><dd><a href='/n{n}'>第{n}号消息</a></dd><dd><a href='/n{m}'>第{m}号消息</a></dd></dl>",
    "related": "<div>相关链接：<a href='/a'>第{n}号解读</a></div>",
    "latest": "<div class='hd'>最新信息 <a href='/more'>更多&gt;&gt;</a></div><ul><li>[2026-11-1{m}] <a href='/n{n}'>第{n}号消息</a></li></ul>",
    "guesses": "<h4>猜你喜欢</h4><div><a href='/n{n}'>第{n}号消息</a></div><div><a href='/n{m}'>第{m}号消息</a></div>",
    "comments": "<div class='commentList'><p>网友{m}说第{n}号很好</p></div>",
    "counters by class": "<div class='articleHits'>第{n}次</div>",
    "a share bar by class": "<div class='shareBox'><span>微信{m}</span><span>微博{n}</span></div>",
    "hidden counters": "<p style='display:none'>{n}</p><script>document.write('{n}')</script><!-- {n} -->",
}  # fmt: skip
ELDERLY = "<a href='/wza?t={n}'>无障碍</a> <a href='/zz?t={n}'>长者版</a> <a href='/login?backurl=%2Fa{n}'>登录</a>"


def fill(text, visit):
    return text.replace("{m}", str(visit % 9 + 1)).replace("{n}", str(1000 + 37 * visit))


def body_begin(page):
    return re.search(r"<body[^>]*>", page, flags=re.I).end()


def body_end(page):
    found = [match.start() for match in re.finditer(r"</body", page, flags=re.I)]
    return found[-1] if found else len(page)


def before_text(page):
    """Right before the paragraph in which a report's text begins, inside its container; None where there is none."""
    for words in ("根据《中华", "一、概述", "一、总体情况"):
        at = page.find(words)
        if at >= 0:
            tag = max(page.rfind(name, 0, at) for name in ("<p", "<P", "<h", "<H"))
            return tag if tag >= 0 else None
    return None


def places(page):
    return [at for at in (body_begin(page), before_text(page), body_end(page)) if at is not None]


def inserted(*texts):
    """At each of the places in turn, in a paragraph or division of its own."""

    def kind(page, visit):
        text = fill(texts[visit % len(texts)], visit)
        if not text.startswith(("<p", "<div", "<dl", "<ul", "<h4", "<table")):
            text = (f"<p>{text}</p>", f"<div>{text}</div>")[visit // len(texts) % 2]
        at = places(page)
        at = at[visit % len(at)]
        return page[:at] + text + page[at:]

    return kind


def in_frame(text, end=True):
    """Only outside the report: at the end of the page or its beginning."""

    def kind(page, visit):
        at = body_end(page) if end else body_begin(page)
        return page[:at] + fill(text, visit) + page[at:]

    return kind


def in_head(text):
    def kind(page, visit):
        at = re.search("</head", page, flags=re.I).start()
        return page[:at] + fill(text, visit) + page[at:]

    return kind


def tags(change):
    """`change` of each start tag in turn, scripts and styles left alone."""

    def kind(page, visit):
        parts = re.split(r"(?is)(<script.*?</script>|<style.*?</style>|<!--.*?-->)", page)
        for i in range(0, len(parts), 2):
            parts[i] = re.sub(r"<[A-Za-z][^<>]*>", lambda match: change(match.group(), visit), parts[i])
        return "".join(parts)

    return kind


def outside_scripts(change):
    def kind(page, visit):
        parts = re.split(r"(?is)(<script.*?</script>|<style.*?</style>|<!--.*?-->|<textarea.*?</textarea>|<[^<>]*>)", page)
        for i in range(0, len(parts), 2):
            parts[i] = change(parts[i], visit)
        return "".join(parts)

    return kind


def other_order(tag, visit):
    found = re.fullmatch(r"(?s)<([A-Za-z][\w:]*)((?:\s+[\w:-]+=\"[^\"]*\"){2,})(\s*/?)>", tag)
    if not found or found.group(1).lower() == "meta":
        return tag
    attributes = re.findall(r"\s+[\w:-]+=\"[^\"]*\"", found.group(2))
    turn = visit % (len(attributes) - 1) + 1
    return f"<{found.group(1)}{''.join(attributes[turn:] + attributes[:turn])}{found.group(3)}>"


def other_class(tag, visit):
    if re.match(r"(?i)<(html|head|body|meta|link|script|title|base|br|input)\b", tag):
        return tag
    if re.search(r"\sclass=\"", tag):
        return re.sub(r"(\sclass=\")", rf"\1v{visit}-x ", tag)
    return re.sub(r"(\s*/?>)$", rf' class="v{visit}-x"\1', tag)


def with_session(tag, visit):
    if not re.match(r"(?i)<a\s", tag):
        return tag
    return re.sub(r"(href=[\"'])(/[^\"';?#]*)([\"'])", rf"\1\2;jsessionid=3FA{1000 + visit}B\3", tag)


def with_version(tag, visit):
    if not re.match(r"(?i)<(link|script|img)\b", tag):
        return tag
    return re.sub(r"((?:href|src)=[\"']?[^\"'?>\s]+\.(?:css|js|png|jpg))", rf"\1?v=2026{visit}", tag)


def entities(text, visit):
    """Another part of the characters is written by number at each visit."""
    written = (lambda c: f"&#{ord(c)};", lambda c: f"&#x{ord(c):X};")[visit % 2]
    return "".join(written(c) if ord(c) > 127 and ord(c) % 3 == visit % 3 else c for c in text)


def footer_year(page, visit):
    return in_frame(f"<div class='foot'>Copyright © 2010-{2024 + visit} 示例县人民政府 版权所有</div>")(page, visit)


def rebuilt(page, visit):
    metas = ('<meta name="HtmlGenerateTime" content="2026-11-0{m} 10:0{m}:00" />\n<meta name="others" content="页面生成时间 2026-11-0{m} 10:0{m}:00" />\n',
             "<!-- generated 2026-11-0{m} 10:0{m} by node {n} -->")  # fmt: skip
    page = in_head(metas[visit % 2])(page, visit)
    return in_frame("<p>页面生成时间：2026-11-0{m} 10:0{m}</p>")(page, visit)


def spaced(page, visit):
    """Pretty-printed at one visit, minified at the next: white space between the tags of blocks."""
    block = r"(?=</?(?:p|div|tr|td|th|table|tbody|thead|ul|ol|li|dl|dd|dt|h\d|form|center)\b)"
    parts = re.split(r"(?is)(<script.*?</script>|<style.*?</style>|<pre.*?</pre>)", page)
    between = ("\n" + "  " * (visit % 4), "", "\n\t")[visit % 3]
    for i in range(0, len(parts), 2):
        parts[i] = re.sub(r"(?i)>\s*" + block + "<", f">{between}<", parts[i])
    return "".join(parts)


KINDS = {
    "counters": inserted(LINES["hits"], LINES["hits in words"], LINES["hits in brackets"], LINES["hits of the page"], LINES["hits in English"], LINES["readings"], LINES["visits"], LINES["likes"], LINES["forwards"], LINES["online"]),
    "clocks": inserted(LINES["today"], LINES["clock"], LINES["printed"], LINES["generated"]),
    "weather": inserted(LINES["weather"]),
    "toolbars": inserted(LINES["tools"], LINES["share bar"], BLOCKS["a share bar by class"], ELDERLY),
    "neighbours": inserted(BLOCKS["neighbours in paragraphs"], BLOCKS["neighbours in a division"], BLOCKS["neighbours in items"], BLOCKS["arrows"]),
    "recommended lists": inserted(BLOCKS["recommended"], BLOCKS["recommended with dates"], BLOCKS["hot news"], BLOCKS["related"], BLOCKS["guesses"]),
    "tokens in the text": inserted(LINES["token"], LINES["long token"]),
    "tokens in the head": in_head('<meta content="{n}a{m}" r="m"><meta name="csrf-token" content="tok{n}">'),
    "hidden inputs": in_frame("<form action='/s'><input type='hidden' name='__VIEWSTATE' value='dDw{n}'><input type='hidden' name='t' value='{m}'></form>"),
    "inline scripts": in_frame("<script>var _t={n};document.write('<b>{m}</b>');$_ts={cd:'{n}x'};</script>"),
    "comments": in_frame("<!-- node {n} cache {m} -->", end=False),
    "rebuild times": rebuilt,
    "asset versions": tags(with_version),
    "attribute order": tags(other_order),
    "class names": tags(other_class),
    "session ids in links": tags(with_session),
    "QR image names": in_frame("<div class='ewm'><img src='/ewm/qr_{n}_{m}.png' alt=''>扫一扫在手机打开当前页</div>"),
    "advertisements": in_frame("<div class='ad' id='ad{n}'><a href='/ad/{n}'><img src='/ad/{n}.gif' alt='示例专题{m}'></a></div>", end=False),
    "footer year": footer_year,
    "white space between tags": spaced,
    "line ends": lambda page, visit: re.sub(r"\r?\n", ("\r\n", "\n", "\r\n\r\n")[visit % 3], page),
    "entities": outside_scripts(entities),
}  # fmt: skip

CHARSETS = ("utf-8", "gb18030", "utf-8-sig", "utf-16")


def in_charset(page, visit):
    """The bytes of the page in another charset that it says itself."""
    charset = CHARSETS[visit % len(CHARSETS)]
    label = {"utf-8-sig": "utf-8", "utf-16": "utf-8"}.get(charset, charset)
    text = re.sub(r"(?i)(<meta[^>]*charset=[\"']?)[\w-]+", rf"\g<1>{label}", page)
    return text.encode(charset)


def recaptures(page, charset, visits):
    """(kind, bytes) of each visit in turn, all kinds `visits` times over, that of charsets among them."""
    for visit in range(visits):
        for name, kind in KINDS.items():
            yield name, kind(page, visit).encode(charset, "xmlcharrefreplace")
        yield "charsets", in_charset(page, visit)

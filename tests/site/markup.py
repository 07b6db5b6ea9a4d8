"""How content management systems of government sites write a page: four families, each a set of templates.

Made after the structure of real pages (editors' wrappers, inline styles, layout tables); the words are ours.
"""

import html
from dataclasses import dataclass

NOTICE = "本站为软件演示站点，所载机构仅为示例，全部数据均为虚构"
MENU = (("首页", "/"), ("新闻动态", "/xwdt/"), ("办事服务", "/bsfw/"), ("互动交流", "/hdjl/"))


@dataclass(frozen=True)
class Family:
    """Templates are str.format patterns; {spans} is what `spans` gives for a merged cell."""

    charset: str        # As Python names it.
    charset_label: str  # As the page says it.
    page: str           # title, metas, menu, place, body, side, footer, column
    article: str        # title, published, source, body, hits
    listing: str        # column, items, paging
    item: str           # url, title, published
    heading: str        # text
    paragraph: str      # text
    table: str          # rows
    row: str            # cells
    label: str          # text, spans
    figure: str         # text, spans
    blank: str          # What stands in a cell without a figure.
    spans: tuple        # Attribute patterns for columns and rows.

    def merged(self, slot):
        columns, rows = self.spans
        return (columns.format(slot.columns) if slot.columns > 1 else "") + (rows.format(slot.rows) if slot.rows > 1 else "")

    def render_table(self, rows, text_of):
        """`text_of`: cell id → what the page shows there."""
        lines = []
        for row in rows:
            cells = []
            for slot in row:
                pattern = self.figure if slot.cell else self.label
                text = html.escape(text_of(slot.cell), quote=False) if slot.cell else slot.text
                cells.append(pattern.format(text=text or self.blank, spans=self.merged(slot)))
            lines.append(self.row.format(cells="".join(cells)))
        return self.table.format(rows="".join(lines))


HEAD = """<meta name="SiteName" content="{site}" />
<meta name="ColumnName" content="{column}" />
<meta name="ColumnType" content="政府信息公开" />
{metas}"""

TRS = Family(
    charset="utf-8",
    charset_label="utf-8",
    page="""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}" />
<title>{title}_{site}</title>
""" + HEAD + """<script type="text/javascript">var siteId = 31; function toggle(id) {{ if (id < 3) {{ return "<ul><li>" + id + "</li></ul>"; }} }}</script>
<style type="text/css">.nav li {{ float: left; width: 120px; }} td {{ padding: 2pt; }}</style>
</head>
<body>
<div class="top"><div class="nav"><ul>{menu}</ul></div></div>
<div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; {place}</div>
<div class="main">{body}</div>
<div class="side">{side}</div>
<div class="footer">{footer}</div>
</body></html>
""",
    article="""<div class="article"><h1 class="title">{title}</h1>
<div class="info"><span>发布时间：{published}</span> <span>来源：{source}</span> <span>浏览次数：{hits}</span></div>
<div class="TRS_Editor"><div class="Custom_UnionStyle">
{body}</div></div></div>
""",
    listing="""<div class="list"><h2>{column}</h2><ul class="gl_list">
{items}</ul><div class="pages">{paging}</div></div>
""",
    item='<li><a href="{url}" target="_blank" title="{title}">{title}</a><span>{published}</span></li>\n',
    heading='<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0"><b><span style="font-size:16.0pt;font-family:黑体">{text}</span></b></p>\n',
    paragraph='<p class="MsoNormal" style="text-indent:32.0pt;line-height:28.0pt;mso-line-height-rule:exactly"><span style="font-size:16.0pt;font-family:仿宋_GB2312">{text}<span lang="EN-US"><o:p></o:p></span></span></p>\n',
    table='<div align="center"><table class="MsoNormalTable" border="1" cellspacing="0" cellpadding="0" style="border-collapse:collapse;mso-yfti-tbllook:1184"><tbody>\n{rows}</tbody></table></div>\n',
    row='<tr style="height:22.7pt">\n{cells}</tr>\n',
    label='<td width="62"{spans} style="border:solid windowtext 1.0pt"><p class="MsoNormal" align="center"><span style="font-family:宋体;color:#333333">{text}</span></p></td>\n',
    figure='<td width="62"{spans} style="border:solid windowtext 1.0pt"><p class="MsoNormal" align="center"><span lang="EN-US" style="font-family:宋体">{text}<o:p></o:p></span></p></td>\n',
    blank="&nbsp;",
    spans=(' colspan="{}"', ' rowspan="{}"'),
)

HANWEB = Family(
    charset="utf-8",
    charset_label="UTF-8",
    page="""<!DOCTYPE html>
<html>
<head>
<meta charset="{charset}">
<title>{site} {column} {title}</title>
""" + HEAD + """<link href="/images/style.css" rel="stylesheet">
</head>
<body>
<table width="1000" align="center" class="header"><tr><td><ul>{menu}</ul></td></tr></table>
<div class="bt-left">您当前的位置：<a href="/">首页</a>&gt;&gt;{place}</div>
<div class="bt-main">{body}</div>
<div class="bt-right">{side}</div>
<div class="bt-foot">{footer}</div>
</body>
</html>
""",
    article="""<div class="bt-content">
<!--<$[标题名称(html)]>begin--><h2 class="title">{title}</h2><!--<$[标题名称(html)]>end-->
<table class="xxgk-top"><tr><td>发布日期：{published}</td><td>信息来源：{source}</td><td>访问次数：{hits}</td></tr></table>
<div id="zoom"><!--ZJEG_RSS.content.begin-->
{body}<!--ZJEG_RSS.content.end--></div></div>
""",
    listing="""<h2>{column}</h2><div class="default_pgContainer"><ul>
{items}</ul></div><div class="default_pgPanel">{paging}</div>
""",
    item="<li><span>{published}</span><a title='{title}' href='{url}' target='_blank'>{title}</a></li>\n",
    heading='<p style="text-indent:2em;"><strong>{text}</strong></p>\n',
    paragraph='<p style="text-indent:2em;">\n\t<span style="font-size:18px;">{text}</span>\n</p>\n',
    table='<table border="1" cellspacing="0" cellpadding="0" width="100%"><tbody>\n{rows}</tbody></table>\n',
    row="<tr>\n{cells}</tr>\n",
    label='\t<td{spans} style="text-align:center;border:#000 1px solid;"> {text} </td>\n',
    figure='\t<td{spans} style="text-align:center;border:#000 1px solid;"> {text} </td>\n',
    blank="",
    spans=(' colspan="{}"', ' rowspan="{}"'),
)

UEDITOR = Family(
    charset="utf-8",
    charset_label="utf-8",
    page="""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}-{site}</title>
""" + HEAD + """</head>
<body>
<header><nav><ul>{menu}</ul></nav></header>
<div class="crumb">{place}</div>
<main>{body}</main>
<aside>{side}</aside>
<footer>{footer}</footer>
</body>
</html>
""",
    article="""<section class="detail"><h1>{title}</h1>
<p class="source"><em>发布日期：{published}</em><em>来源：{source}</em><em>点击数：{hits}</em></p>
<div class="article-content" id="UCAP-CONTENT">{body}</div></section>
""",
    listing='<section class="news"><h3>{column}</h3><ul>\n{items}</ul><div class="page">{paging}</div></section>\n',
    item='<li><a href="{url}"><i></i>{title}</a><time>{published}</time></li>\n',
    heading='<p style="text-indent: 2em; line-height: 2em;"><strong><span style="font-family: 黑体, SimHei;">{text}</span></strong></p>',
    paragraph='<p style="text-indent: 2em; line-height: 2em;"><span style="font-family: 仿宋, 仿宋_GB2312; font-size: 20px;">{text}</span></p>',
    table='<table width="100%" cellspacing="0" style="border-collapse: collapse;"><tbody>{rows}</tbody></table><p><br/></p>',
    row='<tr class="firstRow">{cells}</tr>',
    label='<td{spans} valign="middle" style="border: 1px solid rgb(0, 0, 0); word-break: break-all;"><p style="text-align: center;"><span style="font-size: 14px;">{text}</span></p></td>',
    figure='<td{spans} valign="middle" style="border: 1px solid rgb(0, 0, 0);"><p style="text-align: center;">{text}</p></td>',
    blank="<br/>",
    spans=(' colspan="{}"', ' rowspan="{}"'),
)

# Written around 2003 and never touched since: capitals, no quotes, no end tags, a layout table around it all.
OLD = Family(
    charset="gb18030",
    charset_label="gb2312",
    page="""<HTML><HEAD><TITLE>{title}</TITLE>
<META http-equiv=Content-Type content="text/html; charset={charset}">
""" + HEAD + """</HEAD>
<BODY bgColor=#ffffff>
<TABLE width=980 align=center border=0><TR><TD colSpan=2><UL>{menu}</UL>
<TR><TD vAlign=top width=200>{side}
<TD vAlign=top><FONT size=2>{place}</FONT>{body}
<TR><TD colSpan=2 align=middle>{footer}</TABLE></BODY></HTML>
""",
    article="""<P align=center><FONT size=5><B>{title}</B></FONT>
<P align=center>发布日期：{published}　来源：{source}　阅读次数：{hits}
<DIV id=content>{body}</DIV>
""",
    listing="<P><B>{column}</B><TABLE width=100% border=0>\n{items}</TABLE><P align=center>{paging}\n",
    item='<TR><TD><A href="{url}">{title}</A><TD width=90>{published}\n',
    heading="<P><B><FONT face=黑体 size=4>{text}</FONT></B>\n",
    paragraph='<P style="TEXT-INDENT: 2em"><FONT face=仿宋_GB2312 size=4>{text}</FONT>\n',
    table="<TABLE style=\"BORDER-COLLAPSE: collapse\" cellSpacing=0 border=1>\n{rows}</TABLE>\n",
    row="<TR>{cells}\n",
    label="<TD{spans}><P align=center><FONT face=宋体 size=3>{text}</FONT>",
    figure="<TD{spans}><P align=center>{text}",
    blank="&nbsp;",
    spans=(" colSpan={}", " rowSpan={}"),
)

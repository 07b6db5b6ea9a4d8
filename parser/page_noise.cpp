#include "parser/page_noise.h"

#include "base/utf8.h"
#include "parser/characters.h"
#include "parser/prose.h"
#include "parser/random_token.h"
#include "parser/words.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t noise_bytes_max = 240;  // A longer line says something.
constexpr std::size_t weather_bytes_max = 150;
constexpr std::size_t nickname_bytes_max = 30;

// What the words of a counter are made of. A line is noise if it consists of these, of figures and of marks
// alone, and has one that counts, tells the time or works the page.
const Words telling_words{
    // Counters.
    "浏览次数|浏览人次|浏览人数|浏览量|浏览数|浏览|阅读次数|阅读人次|阅读人数|阅读量|阅读数|阅读|点击次数|"
    "点击人次|点击人数|点击量|点击数|点击率|点击|访问次数|访问人次|访问人数|访问量|访问者|访问数|访问|访客数|"
    "访客量|访客|人气指数|人气|热度|查看次数|查看|下载次数|下载量|下载|点赞数|点赞|收藏数|收藏|转发数|转发|"
    "评论数|评论|网友评论|分享数|分享次数|分享|关注度|关注|在线人数|在线访客|在线|"
    "views|view|viewed|hits|hit|visits|visited|visitors|visitor|reads|pv|uv|clicks|online|likes|shares|"
    "comments|"
    // Clocks and what a server says of itself.
    "页面生成时间|页面生成于|生成时间|生成于|打印时间|打印日期|当前时间|现在时间|现在是|今天是|系统时间|"
    "北京时间|"
    "服务器时间|页面更新时间|下载时间|浏览时间|访问时间|查询时间|缓存时间|页面执行时间|执行时间|加载时间|"
    "星期|礼拜|"
    "农历|公历|generated at|generated|printed|processed|queries|ip地址|当前ip|"
    // Tools.
    "分享到|分享至|一键分享|微信扫一扫|扫一扫|微信好友|朋友圈|微信|新浪微博|腾讯微博|微博|qq空间|qq好友|qq|"
    "人人网|豆瓣|"
    "百度贴吧|复制链接|打印本页|打印本文|打印|关闭窗口|关闭本页|关闭|收藏本页|加入收藏|字号|字体|文字大小|"
    "返回顶部|回到顶部|"
    "返回首页|返回列表|返回上一页|返回|我要纠错|纠错|语音播报|朗读|播放|暂停|保存|推荐给好友|推荐|顶一下|"
    "踩一下|赞一下|"
    "上一篇|下一篇|上一条|下一条|top|print|close|share"};
// Only together with one of those.
const Words filling_words{
    "已经|已被|已有|已|被|共有|共计|共|总共|总计|累计|合计|总|第|位|人次|人数|人|次数|次|个|条|篇|数量|数|量|"
    "今日|今天|"
    "昨日|昨天|本月|本周|本年|历史|最高|最低|日均|同时|以来|自|的|者|了|为|是|到|约|和|有|该|此|秒|毫秒|分钟|"
    "小时|时|分|"
    "年|月|日|上午|下午|正月|腊月|冬月|初|廿|一|二|三|四|五|六|七|八|九|十|天|〇|当前|目前|现在|"
    "特大|超大|大小|大|中|小|默认|正常|过|没有了|没有|无|暂无|更多|收起|展开|欢迎|感谢|会员|信息|文章|网站|"
    "站点|"
    "网页|页面|内容|"
    "times|time|total|this|page|has|been|today|of|in|at|by|second|seconds|ms|s|a|am|pm|the|you|are|people"};
// These show that a line speaks of the page, so that a full stop may close it.
const Words page_words{
    "本页面|本页|本文章|本文|本网页|本网站|本站点|本站|您是|你是|您的|此页面|该页面|此文|此页|当前页面|网友"};

constexpr std::string_view marks = ":|[]()<>/\\-_+*#%,.~&'\"!?;={}@^";
constexpr std::array wide_marks{"【"sv, "】"sv, "《"sv, "》"sv, "〈"sv, "〉"sv, "「"sv, "」"sv, "“"sv, "”"sv,
                                "·"sv,  "•"sv,  "…"sv,  "—"sv,  "«"sv,  "»"sv,  "▲"sv,  "▼"sv,  "★"sv, "☆"sv,
                                "→"sv,  "←"sv,  "↑"sv,  "↓"sv,  "♥"sv,  "❤"sv,  "👍"sv,  "↵"sv,  "›"sv, "‹"sv};

// A line that begins so, with a mark or nothing behind it.
const Words neighbours{
    "上一篇|下一篇|上一条|下一条|上一则|下一则|上一页|下一页|上一个|下一个|上篇|下篇|前一篇|后一篇|前一条|"
    "后一条|"
    "上一文章|下一文章|previous|prev|next"};
const Words lists{
    "相关阅读|相关链接|相关文章|相关文档|相关新闻|相关信息|相关稿件|相关推荐|相关内容|相关资讯|相关报道|"
    "推荐阅读|"
    "推荐文章|推荐新闻|推荐信息|为您推荐|为你推荐|猜你喜欢|猜您喜欢|延伸阅读|拓展阅读|扩展阅读|热点新闻|"
    "热门新闻|"
    "热门文章|热门推荐|热门信息|热点推荐|热点信息|热点排行|点击排行|阅读排行|最新信息|最新文章|最新新闻|"
    "最新动态|最新发布|"
    "大家都在看|大家还看了|您可能感兴趣|你可能喜欢|看过本文的人还看了|友情链接|网友评论|最新评论|评论列表|"
    "发表评论|我要评论|weather|powered by"};
const Words list_ends{"更多|more"};
const Words article_neighbours{"上一篇|下一篇|上一条|下一条"};
const Words numerals{"一|二|三|四|五|六|七|八|九|十|十一|十二"};
const Words commenters{"网友|匿名网友|匿名用户|游客|匿名"};
const Words messages{"条新消息|条消息|条未读|封新邮件"};
const Words degrees{"℃|°c"};
const Words rights{"版权所有|copyright|©|(c)20|all rights reserved"};
const Words registrations{"icp备|icp证|公网安备|网站标识码|网站识别码"};
const Words weather_beginnings{"今日天气|今天天气|天气预报|实时天气|当前天气|天气:"};
const Words weather_words{"晴|多云|阴|雨|雪|雾|霾|风|空气|天气|今天|星期|湿度|pm2.5"};

// Bytes at the start of `text` that folding leaves as they are: nearly all there is.
std::size_t count_unfolded(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (begin_with_ideograph(four_bytes(text, at))) {
            at += 3;
            continue;
        }
        if (!base::begins_plainly(text[at])) break;
        const auto lead = static_cast<unsigned char>(text[at]);
        if (lead >= 0x80) {
            if (base::decode_utf8(text.substr(at)).length != 3) break;
            at += 3;
        } else {
            if (lead >= 'A' && lead <= 'Z') break;
            ++at;
        }
    }
    return at;
}

// Small letters, narrow forms of wide ASCII, one blank for white space of any kind.
std::string folded(std::string_view text) {
    std::string out;
    bool gap = false;
    text = base::trim(text);
    out.reserve(text.size());
    while (!text.empty()) {
        if (const auto same = count_unfolded(text); same > 0) {
            if (gap) out += ' ';
            gap = false;
            out += text.substr(0, same);
            text.remove_prefix(same);
            continue;
        }
        const auto [c, length] = base::decode_utf8(text);
        const auto character = text.substr(0, length);
        text.remove_prefix(length);
        if (base::is_space(c)) {
            gap = true;
            continue;
        }
        if (gap) out += ' ';
        gap = false;
        const char32_t narrow = c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
        const char32_t small = narrow >= U'A' && narrow <= U'Z' ? narrow + (U'a' - U'A') : narrow;
        if (small == c && c != base::replacement_character) {
            out += character;
        } else {
            base::append_utf8(out, small);
        }
    }
    return out;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_sentence(std::string_view line) {
    return find_word(line, "。"sv) != std::string_view::npos;
}

// "1.", "(2)", "（一）", "3)": an item of the report's own list.
bool is_list_item(std::string_view line) {
    if (line.starts_with('(')) {
        line.remove_prefix(1);
        const auto numeral = numerals.longest_at(line);
        const auto digits = std::min(line.find_first_not_of("0123456789"sv), line.size());
        const auto length = std::max(numeral, digits);
        return length > 0 && line.substr(length).starts_with(')');
    }
    const auto digits = std::min(line.find_first_not_of("0123456789"sv), line.size());
    if (digits == 0 || digits > 2 || digits + 1 >= line.size()) return false;
    const bool mark = line[digits] == '.' || line[digits] == ')';
    return mark && !is_digit(line[digits + 1]);
}

// `text` from its first letter, figure or Chinese character on.
std::string_view skip_marks(std::string_view text) {
    while (!text.empty()) {
        const auto lead = static_cast<unsigned char>(text.front());
        if (lead >= 0xE4 && lead <= 0xE9) break;
        const auto wide = std::ranges::find_if(wide_marks, [&](auto mark) { return text.starts_with(mark); });
        if (wide != wide_marks.end()) {
            text.remove_prefix(wide->size());
        } else if (text.front() == ' ' || marks.find(text.front()) != std::string_view::npos) {
            text.remove_prefix(1);
        } else {
            break;
        }
    }
    return text;
}

// Does the line consist of the words of counters, clocks and tools?
bool says_only_noise(std::string_view line) {
    bool tells = false;
    bool of_page = false;
    bool stops = false;
    while (!(line = skip_marks(line)).empty()) {
        if (is_digit(line.front())) {
            line.remove_prefix(1);
            continue;
        }
        if (line.starts_with("。"sv)) {
            stops = true;
            line.remove_prefix("。"sv.size());
            continue;
        }
        const auto telling = telling_words.longest_at(line);
        const auto page = page_words.longest_at(line);
        const auto filling = filling_words.longest_at(line);
        const auto longest = std::max({telling, page, filling});
        if (longest == 0) return false;
        tells = tells || longest == telling;
        of_page = of_page || longest == page;
        line.remove_prefix(longest);
    }
    return tells && (!stops || of_page);
}

// Does the line, which may be long, begin as one that says nothing but noise? Told by as much of it as a word
// may have.
bool begins_as_noise(std::string_view line) {
    constexpr std::size_t beginning = 96, word_bytes_max = 48;
    if (line.size() <= beginning) return true;
    std::size_t end = beginning;
    while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80) ++end;
    const auto words = folded(line.substr(0, end));
    const auto first = skip_marks(words);
    if (first.size() < word_bytes_max || is_digit(first.front()) || first.starts_with("。"sv)) return true;
    return telling_words.longest_at(first) + page_words.longest_at(first) + filling_words.longest_at(first) >
           0;
}

// Is there no word of noise at the beginning of a line of which this is what folding leaves as it is?
bool begins_as_prose(std::string_view beginning) {
    return begin_with_ideograph(four_bytes(beginning, 0)) && !telling_words.may_begin(beginning) &&
           !page_words.may_begin(beginning) && !filling_words.may_begin(beginning);
}

bool is_neighbour_or_list(std::string_view line) {
    line = skip_marks(line);  // "【上一篇】", "<< 上一篇", "▲上一篇".
    if (const auto list = lists.longest_at(line); list > 0) {
        const auto rest = skip_marks(line.substr(list));
        const auto more = list_ends.longest_at(rest);
        return skip_marks(rest.substr(more)).empty() || line.substr(list).starts_with(':') ||
               line.substr(list).starts_with(" :"sv);
    }
    const auto neighbour = neighbours.longest_at(line);
    if (neighbour == 0) return false;
    const auto rest = line.substr(neighbour);
    return skip_marks(rest).size() < rest.size() || rest.empty() || article_neighbours.longest_at(line) > 0;
}

bool is_rights_line(std::string_view line) {
    if (rights.occur_in(line)) return true;
    return registrations.occur_in(line) && !contains_any(line, ",|、");
}

bool is_weather(std::string_view line) {
    if (line.size() > weather_bytes_max) return false;
    if (weather_beginnings.longest_at(line) > 0) return true;
    return degrees.occur_in(line) && weather_words.occur_in(line);
}

// "网友3：好", "匿名网友：…", "游客：…".
bool is_comment(std::string_view line) {
    const auto who = commenters.longest_at(line);
    if (who == 0) return false;
    const auto rest = line.substr(who);
    const auto colon = rest.find(':');
    if (colon == std::string_view::npos || colon > nickname_bytes_max) return false;
    return std::ranges::none_of(rest.substr(0, colon),
                                [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; });
}

// `text` without a counter behind its last full stop, or in the brackets at its end.
std::string_view without_counter(std::string_view text) {
    text = base::trim(text);
    auto cut = std::string_view::npos;
    const auto stop = find_last_word(text, "。"sv);
    if (stop != std::string_view::npos) {
        cut = stop + "。"sv.size();
    } else if (text.size() <= noise_bytes_max) {
        for (const auto bracket : {"（"sv, "("sv, "【"sv, "["sv}) {
            if (const auto at = find_last_word(text, bracket); at != std::string_view::npos && at > 0)
                cut = at;
        }
    }
    if (cut >= text.size() || text.size() - cut > noise_bytes_max) return text;
    const auto tail = folded(text.substr(cut));
    // "网站访问量12345次" may be a sentence whose full stop was forgotten.
    const bool shaped =
        contains_any(tail, ":|(|[|【") || tail.starts_with("已有"sv) || page_words.longest_at(tail) > 0;
    const bool counts = shaped && tail.find_first_of("0123456789"sv) != std::string::npos;
    return counts && !is_list_item(tail) && says_only_noise(tail) ? base::trim(text.substr(0, cut)) : text;
}

std::string without_noise(std::string text_with_noise) {
    std::string_view text{text_with_noise};
    if (text.find('\n') == std::string_view::npos) {
        if (is_page_noise(text)) return {};
        const auto kept = without_noise_tail(text);
        return kept.size() == text.size() ? std::move(text_with_noise) : std::string{kept};
    }
    std::string kept;
    while (true) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        if (!is_page_noise(line)) {
            if (!kept.empty()) kept += '\n';
            kept += without_noise_tail(line);
        }
        if (end == std::string_view::npos) return kept;
        text.remove_prefix(end + 1);
    }
}

}  // namespace

bool is_page_noise(std::string_view raw) {
    constexpr std::size_t character_bytes_max = 4;
    if (raw.size() > 2 * noise_bytes_max) return false;
    const auto same = count_unfolded(raw.substr(0, noise_bytes_max + character_bytes_max));
    if (same > noise_bytes_max) return false;
    if (is_sentence(raw) && (begins_as_prose(raw.substr(0, same)) || !begins_as_noise(raw))) return false;
    const auto line = folded(raw);
    if (line.empty() || line.size() > noise_bytes_max) return false;
    if (without_token(base::trim(raw)).empty()) return true;
    if (is_list_item(line)) return false;
    if (says_only_noise(line)) return true;
    if (is_sentence(line)) return false;
    return is_neighbour_or_list(line) || is_rights_line(line) || is_weather(line) || is_comment(line);
}

std::string_view without_noise_tail(std::string_view line) {
    return without_token(without_counter(without_token(line)));
}

std::string_view without_message_count(std::string_view title) {
    const auto rest = base::trim(title);
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> brackets{
        {{"(", ")"}, {"（", "）"}, {"【", "】"}, {"[", "]"}}};
    for (const auto& [open, close] : brackets) {
        if (!rest.starts_with(open)) continue;
        auto inner = rest.substr(open.size());
        const auto digits = std::min(inner.find_first_not_of("0123456789"sv), inner.size());
        if (digits == 0 || digits > 3) continue;
        inner.remove_prefix(digits);
        inner.remove_prefix(messages.longest_at(inner));
        if (inner.starts_with(close)) return base::trim(inner.substr(close.size()));
    }
    return title;
}

std::vector<bool> remove_page_noise(model::Document& document) {
    document.title = std::string{without_message_count(document.title)};
    if (document.format != model::Format::html) return {};
    std::vector<bool> without;
    for (auto* blocks : {&document.outside, &document.blocks}) {
        without.clear();
        std::erase_if(*blocks, [&](model::Block& block) {
            if (block.kind == model::BlockKind::grid || block.text.empty()) {
                without.push_back(false);
                return false;
            }
            const auto bytes = block.text.size();
            const bool one_line = block.text.find('\n') == std::string::npos;
            block.text = without_noise(std::move(block.text));
            if (block.text.empty()) return true;
            without.push_back(one_line && block.text.size() == bytes);
            return false;
        });
    }
    return without;
}

}  // namespace ogi::parser

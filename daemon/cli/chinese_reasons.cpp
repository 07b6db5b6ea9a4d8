#include "daemon/cli/chinese_reasons.h"

#include <algorithm>
#include <span>

namespace ogi::daemon {

namespace {

struct Translation {
    std::string_view english;  // How it begins.
    std::string_view chinese;
};

constexpr Translation reasons[] = {
#include "daemon/cli/chinese_reasons.inc"
};

// What extract calls a file that it cannot read.
constexpr Translation formats[] = {
    {"Office document of the old kind", "旧版Office文档（DOC、XLS、WPS）"},
    {"PDF document", "PDF文档"},
    {"RTF document", "RTF文档"},
    {"DOCX document", "DOCX文档"},
    {"XLSX spreadsheet", "XLSX表格"},
    {"XLSB spreadsheet", "XLSB表格"},
    {"Excel 2003 XML spreadsheet", "XML格式的Excel表格"},
    {"Word document of pictures", "只有图片没有文字的Word文档"},
    {"Word document in one XML file", "XML格式的Word文档"},
    {"web page archive", "网页归档文件（MHT）"},
    {"PPTX presentation", "PPTX演示文稿"},
    {"OFD document", "OFD文档"},
    {"OpenDocument file", "OpenDocument文档"},
    {"PNG image", "PNG图片"},
    {"JPEG image", "JPEG图片"},
    {"GIF image", "GIF图片"},
    {"TIFF image", "TIFF图片"},
    {"ZIP archive", "ZIP压缩包"},
    {"gzip archive", "gzip压缩包"},
    {"RAR archive", "RAR压缩包"},
    {"7-Zip archive", "7-Zip压缩包"},
    {"bzip2 archive", "bzip2压缩包"},
    {"program", "程序文件"},
    {"MP3 audio", "MP3音频"},
    {"MP4 video", "MP4视频"},
    {"RIFF media file", "音视频文件"},
    {"binary data", "二进制数据"},
};

constexpr std::string_view is_absent = " is not installed";

const Translation* find(std::span<const Translation> table, std::string_view text) {
    const auto found = std::ranges::find_if(
        table, [&](const Translation& entry) { return text.starts_with(entry.english); });
    return found == table.end() ? nullptr : &*found;
}

}  // namespace

std::string chinese_reason(std::string_view reason) {
    const auto* known = find(reasons, reason);
    if (known == nullptr) return "无法识别";
    std::string text{known->chinese};
    if (!text.ends_with("：")) return text;
    const auto rest = reason.substr(known->english.size());
    if (!known->english.starts_with("not readable")) return text.append(rest);
    const auto* format = find(formats, rest);
    text.append(format == nullptr ? "不支持的格式" : format->chinese);
    // "PDF document; ogi-pdf is not installed".
    if (const auto mark = rest.find("; "); mark != rest.npos && rest.ends_with(is_absent)) {
        const auto program = rest.substr(mark + 2, rest.size() - mark - 2 - is_absent.size());
        text.append("（未安装").append(program).append("）");
    }
    return text;
}

}  // namespace ogi::daemon

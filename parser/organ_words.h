#pragma once

#include <string>
#include <string_view>

// The words that names of authorities are made of.
namespace ogi::parser {

// Does the text end as an organ's name does inside a sentence: "…局", "…人民政府", "…街道办事处"?
bool ends_as_organ(std::string_view text);

// The same where only a name can stand, as in a title: also "…医院", "…集团有限公司", "…镇". Not "我局",
// "有关单位", "整改情况", a newspaper or a web site.
bool may_be_agency(std::string_view text);

// Words with which a sentence goes on after an agency's name, or no Han character at all.
bool ends_here(std::string_view rest);

bool is_ministry(std::string_view name);
// Authorities of the whole country and of the party, and those that they have in the places:
// 国家税务总局安溪县税务局.
bool is_national(std::string_view name);
// Keep the short name of their place: 厦门海关, 福建证监局.
bool keeps_short_place(std::string_view organ);
// What stands before these is no division's short name: 太湖流域管理局, 福州铁路公安局.
bool names_no_place(std::string_view organ);
// Short names of divisions that are words of organs' names: 公安消防支队 is none of 公安县.
bool is_common_word(std::string_view short_place);
// "高新区" and nothing that says which.
bool is_bare_zone(std::string_view area);

// Bytes of the zone's or township's name that `text` begins with: "高新区", "横山镇", "经纬街道"; 0 if none.
std::size_t zone_length(std::string_view text);
std::size_t town_length(std::string_view text);
bool starts_with_zone_ending(std::string_view text);
// Whether what goes before is the name of a township, which may be called like its district: "南浔" +
// "镇人民政府".
bool starts_with_town_ending(std::string_view text);

// The whole organ, as abbreviated, in full: "政府办" is 人民政府办公室. As it is if that is no abbreviation.
std::string organ_in_full(std::string_view organ);

}  // namespace ogi::parser

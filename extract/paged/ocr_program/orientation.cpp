#include "extract/paged/ocr_program/orientation.h"

#include <tesseract/baseapi.h>

#include <memory>

namespace ogi::extract::paged {
namespace {

constexpr int degrees_of_a_turn = 90;
constexpr unsigned turns = 4;
constexpr float sure_min = 2;  // Of Tesseract's own measure; pages of reports have 4 to 8.

}  // namespace

Turn text_turn(Pix* grey) {
    tesseract::TessBaseAPI detector;
    if (detector.Init(nullptr, "osd") != 0) return Turn::none;
    detector.SetVariable("debug_file", "/dev/null");
    detector.SetPageSegMode(tesseract::PSM_OSD_ONLY);
    detector.SetImage(grey);
    detector.SetSourceResolution(dots_per_inch);
    int degrees = 0;  // By which the text is turned, clockwise.
    float sureness = 0;
    const char* script = nullptr;
    float script_sureness = 0;
    if (!detector.DetectOrientationScript(&degrees, &sureness, &script, &script_sureness)) return Turn::none;
    return sureness >= sure_min ? static_cast<Turn>(degrees / degrees_of_a_turn) : Turn::none;
}

Picture turned_upright(Pix* picture, Turn turn) {
    const auto back = (turns - static_cast<unsigned>(turn)) % turns;
    return Picture{pixRotateOrth(picture, static_cast<l_int32>(back))};
}

}  // namespace ogi::extract::paged

#pragma once

#include "extract/paged/page_content.h"
#include "extract/paged/pdf_program/drawn_rules.h"
#include "extract/paged/pdf_program/paint.h"

#include <poppler/OutputDev.h>

namespace ogi::extract::paged {

// Takes down what poppler draws on a page: glyphs, ruling lines, where images stand.
class PageDevice final : public OutputDev {
  public:
    // `file` gets the pages; it must outlive the device.
    explicit PageDevice(PagedFile& file) : file_{file} {}

    // A limit of page_content.h was reached, or the time; its name is in file.limits.
    bool stopped() const { return stopped_; }
    // Nothing further is taken down; `limit` is why.
    void stop(const char* limit);

    bool upsideDown() override { return true; }
    bool useDrawChar() override { return true; }
    bool interpretType3Chars() override { return false; }
    // Patterns and shadings are never rules, and can cost without end.
    bool useTilingPatternFill() override { return true; }
    bool useShadedFills(int) override { return true; }
    bool tilingPatternFill(GfxState* state, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int,
                           int, double, double) override {
        return add_shading(state);
    }
    bool functionShadedFill(GfxState* state, GfxFunctionShading*) override { return add_shading(state); }
    bool axialShadedFill(GfxState* state, GfxAxialShading*, double, double) override {
        return add_shading(state);
    }
    bool radialShadedFill(GfxState* state, GfxRadialShading*, double, double) override {
        return add_shading(state);
    }
    bool gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading*) override {
        return add_shading(state);
    }
    bool patchMeshShadedFill(GfxState* state, GfxPatchMeshShading*) override { return add_shading(state); }

    void startPage(int number, GfxState* state, XRef*) override;
    void stroke(GfxState* state) override;
    void fill(GfxState* state) override;
    void eoFill(GfxState* state) override { fill(state); }
    void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool) override {
        ++groups_;
    }
    void endTransparencyGroup(GfxState*) override { --groups_; }
    void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y,
                  CharCode code, int bytes, const Unicode* characters, int count) override;
    void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert,
                       bool interpolate, bool is_inline) override;
    void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                   GfxImageColorMap* colours, bool interpolate, const int* mask, bool is_inline) override;
    void drawMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                         GfxImageColorMap* colours, bool interpolate, Stream* mask, int mask_width,
                         int mask_height, bool mask_invert, bool mask_interpolate) override;
    void drawSoftMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                             GfxImageColorMap* colours, bool interpolate, Stream* mask, int mask_width,
                             int mask_height, GfxImageColorMap* mask_colours, bool mask_interpolate) override;

  private:
    void add_rules(GfxState* state, const std::vector<Rule>& rules);
    void add_picture(GfxState* state);
    void add_paint(GfxState* state, const std::vector<Outline>& outlines);
    void add_paint(const Paint& paint);
    bool add_shading(GfxState* state);
    // Whether a glyph has ink that shows where it stands.
    bool is_seen(GfxState* state, const Glyph& glyph);

    PagedFile& file_;
    Paintings paintings_{};
    int groups_ = 0;  // Of transparency, one in the other: what is painted there may let things through.
    std::size_t glyphs_ = 0;
    std::size_t rules_ = 0;
    std::size_t pictures_ = 0;
    bool stopped_ = false;
};

}  // namespace ogi::extract::paged

#include "written_pdf.h"

namespace ogi::extract::paged {

std::string pdf_of(const std::vector<std::string>& objects) {
    std::string pdf = "%PDF-1.7\n";
    for (std::size_t i = 0; i < objects.size(); ++i)
        pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    return pdf + "trailer << /Root 1 0 R /Size " + std::to_string(objects.size() + 1) + " >>\n";
}

std::string pdf_stream(const std::string& bytes, const std::string& entries) {
    return "<< /Length " + std::to_string(bytes.size()) + entries + " >>\nstream\n" + bytes + "\nendstream";
}

std::string drawn_pdf(const std::string& content, const std::string& page_entries, const std::string& form,
                      const std::string& content_entries) {
    const std::string resources =
        "/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R /I 7 0 R >> /Pattern << /P 8 0 R >> >> ";
    return pdf_of(
        {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
         "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " + resources + page_entries +
             " >>",
         pdf_stream(content, content_entries), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
         pdf_stream(form, " /Type /XObject /Subtype /Form /BBox [0 0 595 842] " + resources),
         pdf_stream(
             "x",
             " /Type /XObject /Subtype /Image /Width 200000 /Height 200000 /BitsPerComponent 8 /ColorSpace "
             "/DeviceRGB"),
         pdf_stream("0 0 1 1 re f",
                    " /Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep "
                    "0.001 /YStep 0.001 /Resources << >> ")});
}

}  // namespace ogi::extract::paged

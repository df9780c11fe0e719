#pragma once

#include <string>
#include <string_view>

namespace samatcha::registers {

/// True for what people write where they have nothing to write: "", "-", "N/A", "ไม่ทราบ", "NULL".
bool is_filler(std::string_view trimmed);

/// Without the blanks at both ends, ASCII and no-break.
std::string_view trimmed(std::string_view text);

/// 'M' or 'F' for M, F, 1, 2, ช, ญ, ชาย, หญิง, male, female ..., else 0.
char sex_of(std::string_view text);

/// The title that a code of the 43-file standard stands for (PERSON.PRENAME: 001 ด.ช.), else the text.
std::string_view title_of_code(std::string_view text);

/// "thai", "stateless", or the text as it is (PERSON.NATION: 099 is Thai).
std::string_view nationality_of(std::string_view text);

/// "present", "dead", "moved", "missing", or the text as it is.
std::string_view status_of(std::string_view text);

/// "ป.1" for ป1, ประถมศึกษาปีที่ 1, P.1, Prathom 1; "อ.2", "ม.4", "ปวช.1" likewise; else empty.
std::string grade_of(std::string_view text);

/// Nine or ten digits starting with 0, from 081-234 5678, +66812345678, ๐๘๑...; else empty.
std::string phone_of(std::string_view text);

/// The number of a village, without หมู่, ม. and leading zeros: 1 to 999, else empty.
std::string village_no_of(std::string_view text);

/// Codes separated by commas, from any of , ; | / and blanks: "09;10" is "09,10".
std::string code_list_of(std::string_view text);

} // namespace samatcha::registers

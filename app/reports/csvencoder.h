// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/csvformat.h"

#include <QByteArray>

// UTF-8 in another encoding. Thread: any, one at a time.
class CsvEncoder final
{
public:
    explicit CsvEncoder(CsvFormat::Encoding encoding)
        : m_encoding{encoding}
    {}

    void putByteOrderMark();
    // Whole characters. Parse (subject: the first character) for one that the encoding does not
    // have; nothing of this text is there then.
    [[nodiscard]] Result<> append(QByteArrayView utf8);

    [[nodiscard]] QByteArrayView bytes() const { return m_bytes; }
    void clear() { m_bytes.resize(0); } // keeps the room

private:
    CsvFormat::Encoding m_encoding;
    QByteArray m_bytes;
};

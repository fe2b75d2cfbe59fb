// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"
#include "db/domain/result.h"

#include <QList>
#include <QString>

// A piece of SQL text that means something; comments and white space are none.
struct SqlToken {
    enum class Kind { Word, Quoted, Symbol }; // keyword, name or number; '' "" and such; one sign

    Kind kind = Kind::Symbol;
    QString text;        // as written
    qsizetype start = 0; // in the text that was given
    qsizetype end = 0;   // one past its last character

    [[nodiscard]] bool isWord(QStringView word) const
    {
        return kind == Kind::Word && text.compare(word, Qt::CaseInsensitive) == 0;
    }
};

// Cuts text of an engine's dialect into tokens. What MariaDB runs inside a comment (/*! */) is a
// quoted token. Refused (Parse): a quote or a comment without an end.
[[nodiscard]] Result<QList<SqlToken>> sqlTokens(const QString &sql, Engine engine);

// One spelling for all texts that differ only in comments, white space and the case of what is not
// quoted: upper case, one blank between tokens.
[[nodiscard]] QString canonicalSql(const QList<SqlToken> &tokens);
// The same of a text; one that cannot be cut stays as it is.
[[nodiscard]] QString canonicalSql(const QString &sql);

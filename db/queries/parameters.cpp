// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/queries/querystore.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ToText {
    QString operator()(std::monostate) const { return {}; }
    QString operator()(qint64 number) const { return u"i:%1"_s.arg(number); }
    QString operator()(double number) const { return u"d:"_s + QString::number(number, 'g', 17); }
    QString operator()(const QString &text) const { return u"t:"_s + text; }
    QString operator()(const Price &price) const { return u"p:"_s + price.toString(); }
    QString operator()(SqlValue::Time time) const { return u"z:%1"_s.arg(time.ms); }
};

std::optional<SqlValue> valueOf(const QString &text)
{
    const QString value = text.sliced(std::min(qsizetype{2}, text.size()));
    bool isNumber = true;
    std::optional<SqlValue> read;
    if (text.startsWith("t:"_L1))
        read = SqlValue{value.isNull() ? u""_s : value};
    else if (text.startsWith("i:"_L1))
        read = SqlValue{value.toLongLong(&isNumber)};
    else if (text.startsWith("z:"_L1))
        read = SqlValue{SqlValue::Time{value.toLongLong(&isNumber)}};
    else if (text.startsWith("d:"_L1))
        read = SqlValue{value.toDouble(&isNumber)};
    else if (const Result<Price> price = Price::parse(value); text.startsWith("p:"_L1) && price)
        read = SqlValue{*price};
    return isNumber ? read : std::nullopt;
}

QString textOf(const QString &parameter)
{
    const std::optional<SqlValue> value = valueOf(parameter);
    if (!value)
        return parameter.startsWith("h:"_L1) ? parameter.sliced(2) : parameter;
    if (const auto *text = std::get_if<QString>(&value->data()))
        return u"'%1'"_s.arg(QString{*text}.replace(u'\'', u"''"_s));
    if (const auto *time = std::get_if<SqlValue::Time>(&value->data()))
        return QDateTime::fromMSecsSinceEpoch(time->ms, Qt::UTC)
                .toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
    return parameter.sliced(2);
}

} // namespace

QByteArray parametersToJson(const QList<SqlValue> &values, const QByteArray &salt)
{
    QJsonArray parameters;
    for (const SqlValue &value : values) {
        const QString text = std::visit(ToText{}, value.data());
        if (text.isEmpty())
            parameters.append(QJsonValue::Null);
        else if (salt.isEmpty())
            parameters.append(text);
        else
            parameters.append(u"h:"_s + QString::fromLatin1(
                                                QCryptographicHash::hash(salt + text.toUtf8(),
                                                                         QCryptographicHash::Sha256)
                                                        .toHex()
                                                        .first(16)));
    }
    return QJsonDocument{parameters}.toJson(QJsonDocument::Compact);
}

QStringList parameterTexts(QByteArrayView json)
{
    QStringList texts;
    const QJsonArray parameters = QJsonDocument::fromJson(json.toByteArray()).array();
    for (const QJsonValue &parameter : parameters)
        texts.append(parameter.isNull() ? u"NULL"_s : textOf(parameter.toString()));
    return texts;
}

std::optional<QList<SqlValue>> parametersFromJson(QByteArrayView json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json.toByteArray());
    if (!document.isArray())
        return {};
    QList<SqlValue> values;
    const QJsonArray parameters = document.array();
    for (const QJsonValue &parameter : parameters) {
        const std::optional<SqlValue> value =
                parameter.isNull() ? SqlValue{} : valueOf(parameter.toString());
        if (!value)
            return {};
        values.append(*value);
    }
    return values;
}

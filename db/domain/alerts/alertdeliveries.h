// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

#include <array>

struct AlertChannels;

// A way to tell a firing.
enum class AlertChannel { Notice, Command, Webhook };

// What became of each way to tell one firing: column deliveries of alert_logs, as JSON. A way is
// claimed by the program that is about to use it, so that another does not; a claim is over after
// a while, since who has it may be dead.
class AlertDeliveries final
{
public:
    // Longer than a command or a webhook may take, see AlertRunnerSettings::limit.
    static constexpr std::chrono::milliseconds ClaimLasts = std::chrono::seconds{15};

    // Text that is not understood is as if nothing had been done.
    [[nodiscard]] static AlertDeliveries fromJson(const QString &json);
    [[nodiscard]] QString toJson() const;

    // False when another has it, or it was used.
    [[nodiscard]] bool claim(AlertChannel channel, const QString &teller, const QDateTime &now);
    void note(AlertChannel channel, const QString &outcome, const QDateTime &at);

    // Whether it was used, well or not.
    [[nodiscard]] bool isOver(AlertChannel channel) const { return !of(channel).outcome.isEmpty(); }
    // Whether that is so of the notice and of each that the rule wants beside it.
    [[nodiscard]] bool isOver(const AlertChannels &wanted) const;
    // Of the notice how it was shown: "notification", "tray", "window", or "log" where nobody
    // wanted one. Of the others "done", or a sentence that says what went wrong. Empty: not yet.
    [[nodiscard]] QString outcome(AlertChannel channel) const { return of(channel).outcome; }
    // When that was; invalid: not yet, or not known.
    [[nodiscard]] QDateTime at(AlertChannel channel) const { return of(channel).at; }

    // Where one notice told several firings, and its number is of this one, all of them.
    void noteDigest(const QList<qint64> &entryIds) { m_digest = entryIds; }
    [[nodiscard]] const QList<qint64> &digest() const { return m_digest; }

    friend bool operator==(const AlertDeliveries &, const AlertDeliveries &) = default;

private:
    struct Delivery {
        QString claimedBy;
        QDateTime claimedAt;
        QString outcome;
        QDateTime at;

        friend bool operator==(const Delivery &, const Delivery &) = default;
    };

    [[nodiscard]] const Delivery &of(AlertChannel channel) const
    {
        return m_deliveries[std::size_t(channel)];
    }

    std::array<Delivery, 3> m_deliveries;
    QList<qint64> m_digest;
};

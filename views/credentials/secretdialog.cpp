// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/credentials/secretdialog.h"

#include "models/credentials/credentialtext.h"
#include "views/theme/textlabel.h"
#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace {

TextLabel *wrapped(TextSize size, const QString &text, QWidget *parent)
{
    auto *label = new TextLabel{size, text, parent};
    label->setWordWrap(true);
    return label;
}

// A locked keychain asks to be unlocked when the secret is stored, so it can be used.
bool canKeep(const KeychainState &keychain)
{
    switch (keychain.kind) {
    case KeychainState::Kind::Asking:
    case KeychainState::Kind::Usable:
    case KeychainState::Kind::Locked:
        return true;
    case KeychainState::Kind::None:
    case KeychainState::Kind::Slow:
    case KeychainState::Kind::Denied:
        return false;
    }
    return false;
}

} // namespace

SecretDialog::SecretDialog(const Theme &theme, const CredentialRow &row,
                           const KeychainState &keychain, QWidget *parent)
    : QDialog{parent}
{
    setObjectName(u"secretDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    //: %1 is "EODHD API token".
    setWindowTitle((row.isSet() ? tr("Replace: %1") : tr("Set: %1")).arg(credentialTitle(row)));
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(8);
    rows->addWidget(wrapped(TextSize::Section, windowTitle(), this));
    addSecret(*rows, row);
    addPlace(*rows, theme, keychain);
    rows->addStretch(1);
    addButtons(*rows, row);
    updateSet();
    resize(grown(460), sizeHint().height());
}

void SecretDialog::addSecret(QVBoxLayout &rows, const CredentialRow &row)
{
    m_secret = new QLineEdit{this};
    m_secret->setObjectName(u"secretEdit"_s);
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_secret->setAccessibleName(credentialTitle(row));
    connect(m_secret, &QLineEdit::textChanged, this, &SecretDialog::updateSet);
    auto *paste = new QPushButton{tr("&Paste"), this};
    paste->setObjectName(u"pasteButton"_s);
    paste->setToolTip(tr("Puts what was copied in place of what is typed"));
    connect(paste, &QPushButton::clicked, this, [this] {
        m_secret->setText(QGuiApplication::clipboard()->text().trimmed());
        m_secret->setFocus();
    });
    auto *label = wrapped(TextSize::Body,
                          row.isSet() ? tr("It takes the place of the one that is there.")
                                      : tr("Type or paste it; it is not shown."),
                          this);
    label->setBuddy(m_secret);
    auto *field = new QHBoxLayout;
    field->setSpacing(8);
    field->addWidget(m_secret, 1);
    field->addWidget(paste);
    rows.addWidget(label);
    rows.addLayout(field);
}

void SecretDialog::addPlace(QVBoxLayout &rows, const Theme &theme, const KeychainState &keychain)
{
    if (canKeep(keychain)) {
        auto *note = wrapped(TextSize::Secondary,
                             keychain.kind == KeychainState::Kind::Locked
                                     ? tr("It goes into the keychain of your desktop, which asks "
                                          "you to unlock it first.")
                                     : tr("It goes into the keychain of your desktop, and nowhere "
                                          "else."),
                             this);
        note->setObjectName(u"secretPlace"_s);
        rows.addWidget(note);
        return;
    }
    auto *problem = wrapped(TextSize::Body, keychainHeadline(keychain), this);
    problem->setObjectName(u"secretPlace"_s);
    problem->setMeaning(theme, Meaning::Warning);
    m_thisRun = new QCheckBox{tr("&Keep it for this run only"), this};
    m_thisRun->setObjectName(u"thisRunCheck"_s);
    connect(m_thisRun, &QCheckBox::toggled, this, &SecretDialog::updateSet);
    rows.addWidget(problem);
    rows.addWidget(m_thisRun);
    rows.addWidget(wrapped(TextSize::Secondary,
                           tr("It stays in memory until Tidemark ends, and is written nowhere. "
                              "You give it again after the next start."),
                           this));
}

void SecretDialog::addButtons(QVBoxLayout &rows, const CredentialRow &row)
{
    m_set = new QPushButton{row.isSet() ? tr("Replace") : tr("Set"), this};
    m_set->setObjectName(u"setButton"_s);
    m_set->setDefault(true);
    connect(m_set, &QPushButton::clicked, this, [this] {
        emit entered(m_secret->text(), m_thisRun != nullptr);
        accept();
    });
    auto *cancel = new QPushButton{tr("Cancel"), this};
    cancel->setObjectName(u"cancelButton"_s);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_set);
    rows.addLayout(buttons);
}

void SecretDialog::updateSet()
{
    QString missing;
    if (m_secret->text().trimmed().isEmpty())
        missing = tr("Type or paste it first");
    else if (m_thisRun != nullptr && !m_thisRun->isChecked())
        missing = tr("Choose to keep it for this run only, or start a keychain first");
    if (m_set == nullptr) // while the dialog is made
        return;
    m_set->setEnabled(missing.isEmpty());
    m_set->setToolTip(missing);
}

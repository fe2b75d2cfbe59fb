// SPDX-License-Identifier: GPL-3.0-or-later
// What the form of a connection shows and gives back.
#include "models/collector/runtext.h"
#include "views/connections/connectionformview.h"
#include "views/shell/factlist.h"
#include "views/theme/textlabel.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

void ConnectionFormView::showForm(const ConnectionForm &form, bool hasPassword, bool isCurrent)
{
    m_id = form.id;
    m_isChanged = false;
    m_isTesting = false;
    m_password->clear();
    hideErrors();
    showResult({}, Meaning::Ok, {});
    refresh(form, hasPassword, isCurrent);
}

void ConnectionFormView::showDraft(const ConnectionForm &draft)
{
    fill(draft);
    m_isChanged = true;
    showButtons();
}

void ConnectionFormView::refresh(const ConnectionForm &form, bool hasPassword, bool isCurrent)
{
    m_isCurrent = isCurrent;
    m_title->setText(form.id.isEmpty() ? tr("New connection") : form.name);
    m_hasPassword = hasPassword;
    m_password->setPlaceholderText(hasPassword ? tr("known until Tidemark ends")
                                               : tr("asked for when it is needed"));
    if (!m_isChanged)
        fill(form);
    showButtons();
}

void ConnectionFormView::setFacts(const QList<QPair<QString, QString>> &facts,
                                  const QString &problem)
{
    m_facts->setFacts(facts);
    m_problem->setText(problem);
    m_facts->setVisible(!facts.isEmpty());
    showProblem();
}

// The result of a test says it better.
void ConnectionFormView::showProblem()
{
    m_problem->setVisible(!m_problem->text().isEmpty() && m_result->text().isEmpty());
}

void ConnectionFormView::acceptSaved(const QString &id)
{
    ConnectionForm saved = form();
    saved.id = id;
    const bool hasPassword = saved.password.has_value() || m_hasPassword;
    showForm(saved, hasPassword, m_isCurrent);
}

void ConnectionFormView::fill(const ConnectionForm &form)
{
    m_isShowing = true;
    m_name->setText(form.name);
    m_engine->setCurrentIndex(m_engine->findData(int(form.engine)));
    m_path->setText(form.path);
    m_host->setText(form.host);
    m_port->setValue(form.port);
    m_databaseName->setText(form.databaseName);
    m_user->setText(form.user);
    m_tls->setCurrentIndex(m_tls->findData(int(form.tls)));
    m_certificate->setText(form.tlsRootCertificate);
    m_readOnly->setChecked(form.isReadOnly);
    m_asksToWrite->setChecked(form.asksToWrite);
    showAsking();
    m_colour->setCurrentIndex(form.line);
    showEngine();
    m_isShowing = false;
}

ConnectionForm ConnectionFormView::form() const
{
    ConnectionForm form;
    form.id = m_id;
    form.name = m_name->text().trimmed();
    form.engine = Engine(m_engine->currentData().toInt());
    form.isReadOnly = m_readOnly->isChecked();
    form.asksToWrite = m_asksToWrite->isChecked();
    form.line = std::max(0, m_colour->currentIndex());
    if (form.engine == Engine::Sqlite) {
        form.path = m_path->text().trimmed();
        return form;
    }
    form.host = m_host->text().trimmed();
    form.port = m_port->value();
    form.databaseName = m_databaseName->text().trimmed();
    form.user = m_user->text().trimmed();
    if (!m_password->text().isEmpty())
        form.password = m_password->text();
    form.tls = TlsMode(m_tls->currentData().toInt());
    form.tlsRootCertificate = m_certificate->text().trimmed();
    return form;
}

bool ConnectionFormView::save()
{
    if (!check())
        return false;
    emit saveRequested(form());
    return true;
}

void ConnectionFormView::setTesting(bool isTesting)
{
    m_isTesting = isTesting;
    if (isTesting)
        showResult(u"round-arrow"_s, Meaning::Working, tr("Trying…"));
    showButtons();
}

void ConnectionFormView::showTest(const ConnectionTest &test)
{
    m_isTesting = false;
    m_testDetails = test.details;
    //: What a test of a connection found, and how long it took.
    const QString text = tr("%1 (%2)").arg(test.text, durationText(test.durationMs, m_locale));
    showResult(test.isGood ? u"tick-disc"_s : u"octagon-cross"_s,
               test.isGood ? Meaning::Ok : Meaning::Danger, text);
    m_copyDetails->setVisible(!test.details.isEmpty());
    showButtons();
}

void ConnectionFormView::setProblem(const QString &problem)
{
    m_testDetails.clear();
    showResult(problem.isEmpty() ? QString{} : u"octagon-cross"_s, Meaning::Danger, problem);
}

void ConnectionFormView::takeFocus()
{
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

void ConnectionFormView::showEngine()
{
    const Engine engine = Engine(m_engine->currentData().toInt());
    const bool isServer = engine != Engine::Sqlite;
    m_fields->setRowVisible(m_pathField.row, !isServer);
    for (const Field &field : std::as_const(m_serverFields))
        m_fields->setRowVisible(field.row, isServer);
    const TlsMode tls = TlsMode(m_tls->currentData().toInt());
    const bool isVerifying = tls == TlsMode::VerifyCa || tls == TlsMode::VerifyFull;
    m_fields->setRowVisible(m_certificateField.row, isServer && isVerifying);
    m_port->setSpecialValueText(tr("the usual one, %1").arg(defaultPort(engine)));
}

void ConnectionFormView::showAsking()
{
    const bool isReadOnly = m_readOnly->isChecked();
    m_asksToWrite->setEnabled(!isReadOnly);
    m_asksToWrite->setToolTip(isReadOnly ? tr("Nothing is ever written to it")
                                         : tr("Each time that it is opened it is only read, until "
                                              "you allow writing"));
}

void ConnectionFormView::showButtons()
{
    const bool isNew = m_id.isEmpty();
    m_test->setEnabled(!m_isTesting);
    m_test->setToolTip(m_isTesting ? tr("A test is under way")
                                   : tr("Connects as it stands here, and changes nothing"));
    m_remove->setVisible(!isNew);
    m_remove->setEnabled(!m_isCurrent);
    m_remove->setToolTip(m_isCurrent ? tr("This database is in use; use another one first")
                                     : tr("Takes it off the list; the database itself stays"));
    m_discard->setVisible(m_isChanged || isNew);
    m_save->setEnabled(m_isChanged || isNew);
    m_save->setToolTip(m_save->isEnabled() ? QString{} : tr("Nothing was changed"));
}

void ConnectionFormView::showResult(const QString &icon, Meaning meaning, const QString &text)
{
    m_resultIcon->parentWidget()->setVisible(!text.isEmpty());
    m_copyDetails->hide();
    const bool isNews = text != m_result->text() && !text.isEmpty();
    m_result->setText(text);
    showProblem();
    if (text.isEmpty())
        return;
    m_resultIcon->setPixmap(
            m_theme.icon(icon, meaning).pixmap(QSize{smallIconSize(), smallIconSize()}));
    if (isNews && meaning != Meaning::Working) { // spoken once
        QAccessibleEvent alert{m_result, QAccessible::Alert};
        QAccessible::updateAccessibility(&alert);
    }
}

void ConnectionFormView::change()
{
    if (m_isShowing)
        return;
    m_isChanged = true;
    showResult({}, Meaning::Ok, {}); // it was about what stood here before
    hideErrors();
    showButtons();
}

void ConnectionFormView::hideErrors()
{
    for (const Field &field : {m_nameField, m_pathField, m_hostField, m_databaseField}) {
        field.error->hide();
        field.edit->setAccessibleDescription({});
    }
}

bool ConnectionFormView::check()
{
    const ConnectionForm wanted = form();
    const bool isServer = wanted.engine != Engine::Sqlite;
    const auto refuse = [](const Field &field, const QString &why) {
        field.error->setText(why);
        field.error->show();
        field.edit->setAccessibleDescription(why);
        field.edit->setFocus(Qt::OtherFocusReason);
        return false;
    };
    if (wanted.name.isEmpty())
        return refuse(m_nameField, tr("Give it a name; the list and the rail show it."));
    if (!isServer && wanted.path.isEmpty())
        return refuse(m_pathField, tr("Choose the file that holds the database."));
    if (isServer && wanted.host.isEmpty())
        return refuse(m_hostField, tr("Name the server, or the folder of its socket."));
    if (isServer && wanted.databaseName.isEmpty())
        return refuse(m_databaseField, tr("Name the database on that server."));
    return true;
}

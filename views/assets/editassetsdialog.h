// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/asset.h"
#include "db/domain/assetedit.h"

#include <QDialog>

class FieldError;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPushButton;
class Theme;

// Name, type, currency and state of one asset, or what several have in common: a field that is left
// alone stays as it is in each of them. Deletes itself. GUI thread.
class EditAssetsDialog final : public QDialog
{
    Q_OBJECT

public:
    // At least one asset.
    EditAssetsDialog(const Theme &theme, const QList<Asset> &assets, QWidget *parent = nullptr);

signals:
    void edited(const QStringList &symbols, const AssetEdit &edit);

private:
    void addFields(QFormLayout &fields, const Theme &theme);
    FieldError *addField(QFormLayout &fields, const Theme &theme, const QString &label,
                         QWidget *edit);
    [[nodiscard]] QComboBox *makeChoice(const QString &name, const QStringList &known,
                                        const QString &common, bool isCommon);
    [[nodiscard]] AssetEdit edit() const;
    [[nodiscard]] bool hasCoin() const;
    void update();
    void save();

    QList<Asset> m_assets;
    QLineEdit *m_name = nullptr; // of one asset only
    QComboBox *m_type = nullptr;
    QComboBox *m_currency = nullptr;
    QCheckBox *m_active = nullptr;
    FieldError *m_nameError = nullptr;
    FieldError *m_typeError = nullptr;
    FieldError *m_currencyError = nullptr;
    Qt::CheckState m_activeBefore = Qt::Checked;
    QString m_typeBefore;
    QString m_currencyBefore;
    QPushButton *m_save = nullptr;
};

import ConfigProvider from 'antd/es/config-provider';
import zhCN from 'antd/es/locale/zh_CN';
import enUS from 'antd/es/locale/en_US';
import type { ReactNode } from 'react';
import { language, say } from '../shell/language.ts';
import './acts.css';

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
const THEME = {
  token: {
    colorPrimary: '#0b5cad',
    borderRadius: 6,
    fontSize: 15,
    fontFamily: 'inherit',
    colorTextPlaceholder: '#5c6b7a',
    colorTextDescription: '#4a5a6b',
    colorError: '#a8201a',
    motion: false,
  },
};

/** Colours, letters and language of every form. */
export const FormLook = ({ children }: { children: ReactNode }) => (
  <ConfigProvider locale={language() === 'en' ? enUS : zhCN} theme={THEME} csp={{ nonce }} wave={{ disabled: true }}>
    {children}
  </ConfigProvider>
);

/** Fields that may be left empty say so. */
export const optionalMark = (label: ReactNode, { required }: { required: boolean }) => (
  <>
    {label}
    {!required && <small className="optional">{say('（选填）', '(optional)')}</small>}
  </>
);

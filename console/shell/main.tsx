import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { finishSignIn } from './sign-in.ts';

const root = createRoot(document.getElementById('root')!);
const failed = await finishSignIn().then(
  () => null,
  (error: Error) => error.message,
);
root.render(<App notice={failed} />);

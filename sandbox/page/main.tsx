import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './app.css';
import './slack.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);

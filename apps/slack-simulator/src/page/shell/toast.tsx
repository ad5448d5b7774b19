import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

type Kind = 'news' | 'trouble';
type Toast = (text: string, kind?: Kind) => void;

const SHOWN_MS = 5_000;

const ToastContext = createContext<Toast>(() => undefined);

/** Says something at the foot of the page for a few seconds; screen readers hear it too. */
export function useToast(): Toast {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<{ text: string; kind: Kind } | null>(null);
  const [say] = useState(
    (): Toast =>
      (text, kind = 'news') =>
        setShown({ text, kind }),
  );
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <ToastContext value={say}>
      {children}
      {/* Always there: a reader only hears changes of what it knows. */}
      <div className="toasts" aria-live={shown?.kind === 'trouble' ? 'assertive' : 'polite'}>
        {shown ? <p className={`toast toast-${shown.kind}`}>{shown.text}</p> : null}
      </div>
    </ToastContext>
  );
}

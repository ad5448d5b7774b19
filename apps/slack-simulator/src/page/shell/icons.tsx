import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const HashIcon = () => (
  <Icon>
    <path d="M10 4 8 20M16 4l-2 16M5 9h15M4 15h15" />
  </Icon>
);
export const LockIcon = () => (
  <Icon>
    <path d="M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3" />
  </Icon>
);
export const PlusIcon = () => (
  <Icon>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m6 6 12 12M18 6 6 18" />
  </Icon>
);
export const ThreadIcon = () => (
  <Icon>
    <path d="M4 5h16v11H10l-4 4v-4H4z" />
  </Icon>
);
export const PencilIcon = () => (
  <Icon>
    <path d="m5 19 1-4L16 5l3 3L9 18zM14 7l3 3" />
  </Icon>
);
export const TrashIcon = () => (
  <Icon>
    <path d="M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5" />
  </Icon>
);
export const SendIcon = () => (
  <Icon>
    <path d="M4 4l17 8-17 8 3-8zM7 12h14" />
  </Icon>
);
export const EyeIcon = () => (
  <Icon>
    <path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z" />
  </Icon>
);
export const PlugIcon = () => (
  <Icon>
    <path d="M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4" />
  </Icon>
);
export const MenuIcon = () => (
  <Icon>
    <path d="M4 7h16M4 12h16M4 17h16" />
  </Icon>
);
export const ScissorsIcon = () => (
  <Icon>
    <path d="M8.5 8.5 20 18M8.5 15.5 20 6M6 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM6 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z" />
  </Icon>
);
export const SmileIcon = () => (
  <Icon>
    <path d="M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8.5 14.5c.8 1.2 2 1.9 3.5 1.9s2.7-.7 3.5-1.9M9 9.6v.4M15 9.6v.4" />
  </Icon>
);
export const BoltIcon = () => (
  <Icon>
    <path d="M13 3 5 13.5h6L10.5 21 19 10h-6z" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M12 6v.01M12 12v.01M12 18v.01" />
  </Icon>
);
export const LinkIcon = () => (
  <Icon>
    <path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon>
    <path d="M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5" />
  </Icon>
);
export const PeopleIcon = () => (
  <Icon>
    <path d="M9 5.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3.5 19c.4-3 2.4-5 5.5-5s5.1 2 5.5 5M15.5 6a3 3 0 0 1 0 5.5M17 14.4c2 .7 3.200 2.300 3.500 4.600" />
  </Icon>
);
export const SunIcon = () => (
  <Icon>
    <path d="M12 8.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M5.600 18.400 7 17M17 7l1.400-1.400" />
  </Icon>
);
export const MoonIcon = () => (
  <Icon>
    <path d="M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z" />
  </Icon>
);
export const ScreenIcon = () => (
  <Icon>
    <path d="M4 5h16v11H4zM9 20h6M12 16v4" />
  </Icon>
);
export const KeysIcon = () => (
  <Icon>
    <path d="M3 7h18v11H3zM7 11v.01M11 11v.01M15 11v.01M8 14.500h8" />
  </Icon>
);
export const ShareIcon = () => (
  <Icon>
    <path d="M7 8h10M14 5l3 3-3 3M17 16H7M10 13l-3 3 3 3" />
  </Icon>
);
export const DownIcon = () => (
  <Icon>
    <path d="M12 5v14M6 13l6 6 6-6" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon>
    <path d="m5 13 4 4L19 7" />
  </Icon>
);
export const WireIcon = () => (
  <Icon>
    <path d="M3 8h15M14 4l4 4-4 4M21 16H6M10 12l-4 4 4 4" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon>
    <path d="M8 5v14M16 5v14" />
  </Icon>
);
export const PlayIcon = () => (
  <Icon>
    <path d="M7 5v14l12-7z" />
  </Icon>
);

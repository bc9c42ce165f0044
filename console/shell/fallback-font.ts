// The browser asks for a slice only where no font of the computer has the character.
import '@fontsource-variable/noto-sans-sc/index.css';

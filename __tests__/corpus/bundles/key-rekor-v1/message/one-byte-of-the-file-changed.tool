uool

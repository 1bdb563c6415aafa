import { describeFaults } from "./faults";

describeFaults("an update in which AWS fails once, at every other operation from the first", 0);

import { arm } from "./controls.js";

arm(document);

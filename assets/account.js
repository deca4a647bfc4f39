// A button that shows a typed password. Only pages with a password field load this.
import { createAll, PasswordInput } from "govuk-frontend";

import "./password-strength.js";

createAll(PasswordInput);

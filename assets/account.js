// Where a password is typed: a button that shows it, to whoever asks. Only those pages load this.
import { createAll, PasswordInput } from "govuk-frontend";

createAll(PasswordInput);

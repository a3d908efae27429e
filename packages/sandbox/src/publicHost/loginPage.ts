/**
 * The page that people see when they follow a deployment's link. It says that it is pretended, so
 * that nobody types a real password into it.
 */
export const LOGIN_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kasm Workspaces</title>
<style>
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.5 system-ui, sans-serif; background: #16324f; color: #1b2733; }
main { background: #fff; border-radius: 8px; padding: 32px; width: min(320px, 80vw); }
h1 { font-size: 22px; margin: 0 0 4px; }
label { display: block; margin-top: 16px; font-size: 14px; }
input { box-sizing: border-box; width: 100%; padding: 8px; margin-top: 4px; }
button { margin-top: 24px; width: 100%; padding: 10px; }
p { margin: 0; color: #5b6b7b; font-size: 14px; }
</style>
</head>
<body>
<main>
<h1>Kasm Workspaces</h1>
<p>A stand-in of the sandbox: nobody can sign in here.</p>
<label>Username<input autocomplete="off" value="admin@kasm.local" readonly></label>
<label>Password<input type="password" autocomplete="off" disabled></label>
<button type="button" disabled>Log in</button>
</main>
</body>
</html>
`;

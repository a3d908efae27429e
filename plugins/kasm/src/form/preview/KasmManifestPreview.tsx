import Button from '@material-ui/core/Button';
import { useState } from 'react';
import { severityLook, sourceLook } from '../../marks/looks';
import { FieldFrame } from '../FieldFrame';
import { FieldNote } from '../FieldNote';
import { typedSoFar } from '../formContext';
import { useAsked } from '../useAsked';
import { PreviewFiles } from './PreviewFiles';
import type { PreviewProps } from './previewSchema';
import { specFromForm } from './specMapping';

/**
 * The manifests that the form leads to, made in the browser when somebody wants to see them.
 *
 * @internal
 */
export function KasmManifestPreview(props: PreviewProps) {
  const { schema, uiSchema, idSchema } = props;
  const [open, setOpen] = useState(false);
  const id = `${idSchema.$id}-manifests`;
  return (
    <FieldFrame
      description={schema.description}
      below={
        <>
          <Button
            variant="outlined"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {open ? 'Hide the manifests' : 'Show the manifests'}
          </Button>
          <div id={id}>
            {open && (
              <Manifests
                spec={specFromForm(
                  uiSchema['ui:options']?.spec ?? {},
                  typedSoFar(props),
                )}
              />
            )}
          </div>
        </>
      }
    >
      {null}
    </FieldFrame>
  );
}

function Manifests({ spec }: { spec: object }) {
  const asked = useAsked(async () => {
    const { previewManifests } = await import('./previewManifests');
    return previewManifests(spec);
  }, JSON.stringify(spec));
  switch (asked.state) {
    case 'asking':
      return <small role="status">Making the manifests …</small>;
    case 'failed':
      return (
        <FieldNote look={sourceLook.unreachable}>
          The manifests could not be made: {asked.reason}
        </FieldNote>
      );
    default:
      return 'files' in asked.answer ? (
        <PreviewFiles files={asked.answer.files} />
      ) : (
        <div role="status">
          <FieldNote look={severityLook.error}>
            There are no manifests until this is mended:
            <ul>
              {asked.answer.problems.map(problem => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </FieldNote>
        </div>
      );
  }
}
